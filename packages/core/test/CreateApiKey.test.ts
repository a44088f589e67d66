import { assert, describe, it } from "@effect/vitest"
import { DateTime, Either, JSONSchema, Option, Redacted, Schema } from "effect"
import { inspect } from "node:util"
import { CreateApiKey, CreatedApiKey, UpdateApiKey } from "../src/index.js"
import {
  arbitraryCreateApiKey,
  arbitraryCreatedApiKey,
  arbitraryUpdateApiKey
} from "../src/testing.js"
import { createApiKey, createdSecret } from "./support/wire.js"

describe("CreateApiKey", () => {
  it.prop(
    "comes back from its wire form, its expiry in UTC and whole seconds",
    [arbitraryCreateApiKey],
    ([input]) => {
      const { expiresAt, ...back } = Schema.decodeSync(CreateApiKey)(
        Schema.encodeSync(CreateApiKey)(input)
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
    const decode = Schema.decodeUnknownEither(CreateApiKey)
    const { expiresAt } = Schema.decodeUnknownSync(CreateApiKey)({
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

describe("CreateApiKey in a JSON Schema", () => {
  it("has the bounds of the label", () => {
    assert.deepInclude(JSONSchema.make(CreateApiKey).$defs?.["Label"], {
      type: "string",
      minLength: 1,
      maxLength: 255
    })
  })
})

describe("UpdateApiKey", () => {
  it.prop("comes back from its wire form", [arbitraryUpdateApiKey], ([changes]) => {
    const back = Schema.decodeSync(UpdateApiKey)(Schema.encodeSync(UpdateApiKey)(changes))
    assert.deepStrictEqual(back, changes)
  })
})

describe("CreatedApiKey", () => {
  it("comes back from the documentation's form as it was", () => {
    const key = Schema.decodeUnknownSync(CreatedApiKey)(createApiKey.data)
    assert.deepStrictEqual(Schema.encodeSync(CreatedApiKey)(key), createApiKey.data)
  })

  it.prop("comes back from its wire form", [arbitraryCreatedApiKey], ([key]) => {
    const back = Schema.decodeSync(CreatedApiKey)(Schema.encodeSync(CreatedApiKey)(key))
    assert.isTrue(Schema.equivalence(CreatedApiKey)(back, key))
    assert.deepStrictEqual(back.scopes, key.scopes)
    assert.isTrue(Option.isSome(back.createdAt) === Option.isSome(key.createdAt))
  })

  it("shows its secret only to who takes it out", () => {
    const key = Schema.decodeUnknownSync(CreatedApiKey)(createApiKey.data)
    const texts = [JSON.stringify(key), inspect(key, { depth: Infinity })]
    for (const text of texts) assert.notInclude(text, createdSecret)
    assert.strictEqual(Redacted.value(key.secret), createdSecret)
  })
})
