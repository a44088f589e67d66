import { assert, describe, it } from "@effect/vitest"
import { DateTime, Either, Schema } from "effect"
import { inputProblems } from "../../src/internal/codec/problems.js"
import { rangeFields } from "../../src/money/rangeFields.js"

const encode = Schema.encodeEither(Schema.Struct(rangeFields), { errors: "all" })

const noon = DateTime.unsafeMake("2025-07-04T12:00:00Z")

describe("a range", () => {
  it.each([
    [{}, {}],
    [{ priceUsdFrom: "10.50" }, { price_usd_from: 10.5 }],
    [{ priceUsdTo: "0" }, { price_usd_to: 0 }],
    [{ createdAtFrom: noon }, { created_at_from: "2025-07-04 12:00:00" }],
    [{ createdAtTo: noon }, { created_at_to: "2025-07-04 12:00:00" }]
  ])("may have one bound or none: %j", (range, sent) => {
    assert.deepStrictEqual<unknown>(encode(range), Either.right(sent))
  })

  it("of prices has bounds of 0 or more that a JSON number holds", () => {
    const refused = encode({ priceUsdFrom: "-1", priceUsdTo: "9007199254740993" })

    assert.deepStrictEqual(inputProblems(Either.getOrThrow(Either.flip(refused))), {
      priceUsdFrom: "must not be negative",
      priceUsdTo: "must not have more digits than a JSON number holds exactly"
    })
  })
})
