import { assert, describe, it } from "@effect/vitest"
import { DateTime, Either, JSONSchema, Option, Redacted, Schema, Struct } from "effect"
import { inspect } from "node:util"
import { ApiKeyInput, NewApiKey, ApiKeyChanges } from "../../src/index.js"
import { createApiKey, createdSecret } from "../support/wire.js"

describe("ApiKeyInput", () => {
  it.prop(
    "comes back from its wire form, its expiry in UTC and whole seconds",
    [ApiKeyInput],
    ([input]) => {
      const { expiresAt, ...back } = Schema.decodeSync(ApiKeyInput)(
        Schema.encodeSync(ApiKeyInput)(input)
      )
      const { expiresAt: given, ...others } = input
      assert.deepStrictEqual(back, others)
      assert.strictEqual(
        expiresAt === undefined ? undefined : DateTime.toEpochMillis(expiresAt),
        given === undefined ? undefined : Math.floor(DateTime.toEpochMillis(given) / 1000) * 1000
      )
    }
  )

  it("reads the form in which BitGPT prints an expiry, and refuses others", () => {
    const decode = Schema.decodeUnknownEither(ApiKeyInput)
    const { expiresAt } = Schema.decodeUnknownSync(ApiKeyInput)({
      label: "a",
      expires_at: "2026-05-30 20:23:16"
    })
    assert.strictEqual(
      expiresAt === undefined ? undefined : DateTime.formatIso(expiresAt),
      "2026-05-30T20:23:16.000Z"
    )
    const refused = decode({ label: "a", expires_at: "soon" })
    assert(Either.isLeft(refused))
    assert.include(refused.left.message, "must be a timestamp")
  })
})

describe("ApiKeyInput in a JSON Schema", () => {
  it("has the bounds of the label", () => {
    assert.deepInclude(JSONSchema.make(ApiKeyInput).$defs?.["Label"], {
      type: "string",
      minLength: 1,
      maxLength: 255
    })
  })
})

describe("ApiKeyChanges", () => {
  it.prop("comes back from its wire form", [ApiKeyChanges], ([changes]) => {
    const back = Schema.decodeSync(ApiKeyChanges)(Schema.encodeSync(ApiKeyChanges)(changes))
    assert.deepStrictEqual(back, changes)
  })
})

describe("NewApiKey", () => {
  it("comes back from the documentation's form as it was", () => {
    const key = Schema.decodeUnknownSync(NewApiKey)(createApiKey.data)
    const wire = Struct.omit(createApiKey.data, "updated_at")
    assert.deepStrictEqual<unknown>(Schema.encodeSync(NewApiKey)(key), wire)
  })

  it.prop("comes back from its wire form", [NewApiKey], ([key]) => {
    const back = Schema.decodeSync(NewApiKey)(Schema.encodeSync(NewApiKey)(key))
    assert.isTrue(Schema.equivalence(NewApiKey)(back, key))
    assert.deepStrictEqual(back.scopes, key.scopes)
    assert.isTrue(Option.isSome(back.createdAt) === Option.isSome(key.createdAt))
  })

  it("shows its secret only to who takes it out", () => {
    const key = Schema.decodeUnknownSync(NewApiKey)(createApiKey.data)
    const texts = [JSON.stringify(key), inspect(key, { depth: Infinity })]
    for (const text of texts) assert.notInclude(text, createdSecret)
    assert.strictEqual(Redacted.value(key.secret), createdSecret)
  })
})
