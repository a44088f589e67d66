import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import { ApiKeySummary, MaskedSecret } from "../../src/index.js"
import { createdSecret, listApiKeys } from "../support/wire.js"

const mask = Schema.decodeSync(MaskedSecret)

const kinds = FastCheck.constantFrom("", ["sk", "live", ""].join("_"), ["sk", "test", ""].join("_"))
const text = FastCheck.oneof(
  FastCheck.string({ unit: "binary", maxLength: 80 }),
  FastCheck.stringMatching(/^[\w+/=]{0,80}$/),
  FastCheck.stringMatching(/^[a-c.]{0,60}$/)
)
const anything = FastCheck.tuple(kinds, text).map((parts) => parts.join(""))

describe("MaskedSecret", () => {
  it("leaves what BitGPT has masked", () => {
    for (const { secret } of listApiKeys.data) assert.strictEqual(mask(secret), secret)
  })

  it("masks as BitGPT does", () => {
    assert.strictEqual(
      mask(createdSecret),
      [createdSecret.slice(0, 20), createdSecret.slice(-5)].join("...")
    )
  })

  it("shows nothing of what is too short to be told apart", () => {
    assert.strictEqual(mask("short"), "...")
    assert.strictEqual(mask(`${createdSecret.slice(0, 8)}short`), `${createdSecret.slice(0, 8)}...`)
  })

  it("shows both ends of what is at least twice as long as they are", () => {
    assert.strictEqual(mask("a".repeat(33)), "...")
    assert.strictEqual(mask("a".repeat(34)), `${"a".repeat(12)}...${"a".repeat(5)}`)
    // The prefix of a secret is at its begin.
    assert.strictEqual(mask(`task_live_${"a".repeat(40)}`), "task_live_aa...aaaaa")
  })

  it("is not taken in by dots", () => {
    const dotted = `${createdSecret}...`
    assert.notInclude(mask(dotted), createdSecret)
    assert.notInclude(mask(`...${createdSecret}`), createdSecret)
  })

  it.prop("shows at most 12 characters and 5 of anything", [anything], ([secret]) => {
    assert.match(mask(secret), /^(?:sk_(?:live|test)_)?[^]{0,12}\.\.\.[^]{0,5}$/)
  })

  it.prop("is no secret any more: masking it again changes nothing", [anything], ([secret]) => {
    assert.strictEqual(mask(mask(secret)), mask(secret))
    assert.strictEqual(Schema.encodeSync(MaskedSecret)(mask(secret)), mask(secret))
    assert.isTrue(Schema.is(MaskedSecret)(mask(secret)))
  })

  it("can't be made of a secret", () => {
    assert.isFalse(Schema.is(MaskedSecret)(createdSecret))
    const made = Schema.validateEither(MaskedSecret)(createdSecret)
    assert(Either.isLeft(made))
    assert.include(made.left.message, "must be masked")
    assert.notInclude(made.left.message, createdSecret)
  })
})

describe("ApiKeySummary", () => {
  it("comes back from the documentation's form as it was", () => {
    const List = Schema.Array(ApiKeySummary)
    assert.deepStrictEqual<unknown>(
      Schema.encodeSync(List)(Schema.decodeUnknownSync(List)(listApiKeys.data)),
      listApiKeys.data.map(({ updated_at: _, ...key }) => key)
    )
  })

  it.prop("comes back from its wire form", [ApiKeySummary], ([key]) => {
    const back = Schema.decodeSync(ApiKeySummary)(Schema.encodeSync(ApiKeySummary)(key))
    // The wire has no place for what could not be read.
    assert.isTrue(Schema.equivalence(ApiKeySummary)(back, { ...key, unreadable: [] }))
  })
})
