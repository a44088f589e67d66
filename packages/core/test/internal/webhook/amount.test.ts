import { assert, describe, it } from "@effect/vitest"
import { BigDecimal, FastCheck as fc, Schema } from "effect"
import { Amount } from "../../../src/internal/webhook/amount.js"

const decode = Schema.decodeUnknownEither(Amount)
const encode = Schema.encodeSync(Amount)

describe("an amount", () => {
  it.each([
    ["504.818257074815000000000000000000", 504818257074815000000000000000000n, 30],
    ["0", 0n, 0],
    ["10", 10n, 0],
    ["-0.5", -5n, 1],
    [99.99, 9999n, 2],
    [1e-7, 1n, 7],
    [0, 0n, 0]
  ])("is read from %s", (input, value, scale) => {
    const amount = Schema.decodeUnknownSync(Amount)(input)
    assert.isTrue(BigDecimal.equals(amount, BigDecimal.make(value, scale)))
  })

  it.each([
    "",
    " ",
    "NaN",
    "1e3",
    "1,5",
    "1.",
    ".5",
    "+1",
    "0x1",
    " 1",
    "1\n",
    NaN,
    Infinity,
    null,
    true
  ])("is not read from %s", (input) => {
    assert.strictEqual(decode(input)._tag, "Left")
  })

  it.each([
    [1n, 18, "0.000000000000000001"],
    [-15n, 1, "-1.5"],
    [0n, 2, "0.00"],
    [12n, -3, "12000"]
  ])("of %s with scale %s is written %s", (value, scale, text) => {
    assert.strictEqual(encode(BigDecimal.make(value, scale)), text)
  })

  it.prop(
    "is written as it was read",
    [fc.bigInt(), fc.integer({ min: 0, max: 40 })],
    ([value, scale]) => {
      const text = encode(BigDecimal.make(value, scale))
      assert.strictEqual(encode(Schema.decodeUnknownSync(Amount)(text)), text)
    }
  )
})
