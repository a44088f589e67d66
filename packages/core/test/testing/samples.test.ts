import { assert, describe, it } from "@effect/vitest"
import {
  ApiKey,
  ApiKeyChanges,
  ApiKeyInput,
  ApiKeys,
  ApiKeySummary,
  NewApiKey
} from "effect-bitgpt"
import { makeApiKey, makeApiResponse, Reply } from "effect-bitgpt/testing"
import { Arbitrary, Effect, FastCheck, Option, Redacted, Schema } from "effect"
import { runs } from "../support/runs.js"
import { getApiKey, updateApiKey } from "../support/wire.js"
import { clientWithoutRetries } from "./support.js"

const isSameKey = Schema.equivalence(ApiKey)

describe("makeApiKey", () => {
  it("is like the documented key where nothing else is said", () => {
    const printed = getApiKey.data
    assert.deepInclude(Schema.encodeSync(ApiKey)(makeApiKey()), {
      id: printed.id,
      label: printed.label,
      created_at: printed.created_at
    })
  })

  it("makes the same key each time, and takes overrides", () => {
    assert.isTrue(isSameKey(makeApiKey(), makeApiKey()))
    const key = makeApiKey({ id: "api_key_1", description: Option.some("Shop") })
    assert.strictEqual(key.id, "api_key_1")
    assert.deepStrictEqual(key.description, Option.some("Shop"))
  })
})

describe("makeApiResponse", () => {
  it("is like the documented answer, with a support id", () => {
    const { envelope, headers, status } = makeApiResponse("data")
    assert.strictEqual(status, 200)
    assert.deepStrictEqual({ ...headers }, { "content-type": "application/json" })
    const { supportId, ...others } = envelope
    assert.deepStrictEqual(Option.getOrThrow(others.message), getApiKey.message)
    assert.deepStrictEqual(Option.getOrThrow(others.env), getApiKey.env)
    assert.match(Option.getOrThrow(supportId), /^support_[0-9a-f-]{36}$/)
    assert.strictEqual(others.status, 200)
    assert.strictEqual(others.data, "data")
    assert.isTrue([others.error, others.log, others.validator].every(Option.isNone))
  })

  it.effect("is what the real client gives for Reply.success", () =>
    Effect.gen(function* () {
      const key = makeApiKey()
      const overrides = {
        status: 201,
        headers: { "X-Id": "7" },
        envelope: { log: Option.some("x") }
      }
      const made = makeApiResponse(key, overrides)
      const real = yield* Effect.flatMap(ApiKeys, (_) => _.withResponse.get(key.id)).pipe(
        Effect.provide(clientWithoutRetries([Reply.success(ApiKeys.endpoints.get, key, overrides)]))
      )
      assert.strictEqual(made.status, 201)
      assert.strictEqual(real.status, 201)
      assert.deepStrictEqual(made.envelope, real.envelope)
      for (const name of ["content-type", "x-id"]) {
        assert.isDefined(made.headers[name])
        assert.strictEqual(made.headers[name], real.headers[name])
      }
    })
  )
})

describe("Reply.success", () => {
  const options = { fastCheck: runs(25), timeout: 30_000 }

  it.effect.prop(
    "of get: every key comes back from the wire",
    [Arbitrary.make(ApiKey)],
    ([key]) =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        assert.isTrue(isSameKey(yield* apiKeys.get("api_key_1"), key))
      }).pipe(Effect.provide(clientWithoutRetries([Reply.success(ApiKeys.endpoints.get, key)]))),
    options
  )

  it.effect.prop(
    "of list: every list comes back",
    [FastCheck.array(Arbitrary.make(ApiKey), { maxLength: 4 })],
    ([keys]) =>
      Effect.gen(function* () {
        const summaries = yield* Schema.decode(Schema.Array(ApiKeySummary))(
          keys.map(({ id }) => ({ id }))
        )
        const apiKeys = yield* ApiKeys.pipe(
          Effect.provide(clientWithoutRetries([Reply.success(ApiKeys.endpoints.list, summaries)]))
        )
        assert.deepStrictEqual(
          (yield* apiKeys.list()).map(({ id }) => id),
          keys.map(({ id }) => id)
        )
      }),
    options
  )

  it.effect.prop(
    "of create: every new key comes back, for every input",
    [Arbitrary.make(NewApiKey), Arbitrary.make(ApiKeyInput)],
    ([key, input]) =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        assert.isTrue(Schema.equivalence(NewApiKey)(yield* apiKeys.create(input), key))
      }).pipe(Effect.provide(clientWithoutRetries([Reply.success(ApiKeys.endpoints.create, key)]))),
    options
  )

  it.effect.prop(
    "of update: every change is taken",
    [Arbitrary.make(ApiKeyChanges)],
    ([changes]) =>
      Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.update("api_key_1", changes)).pipe(
        Effect.provide(clientWithoutRetries([Reply.success(ApiKeys.endpoints.update, undefined)]))
      ),
    options
  )

  it.effect("of update holds what the test says of the envelope", () =>
    Effect.gen(function* () {
      const { envelope } = yield* Effect.flatMap(ApiKeys, (_) =>
        _.withResponse.update("api_key_1", { label: "new" })
      )
      assert.deepStrictEqual(envelope.message, Option.some(updateApiKey.message))
    }).pipe(
      Effect.provide(
        clientWithoutRetries([
          Reply.success(ApiKeys.endpoints.update, undefined, {
            envelope: { message: Option.some(updateApiKey.message) }
          })
        ])
      )
    )
  )

  it.effect("shows a new key's secret to the client alone", () =>
    Effect.gen(function* () {
      const key = yield* Effect.flatMap(ApiKeys, (_) => _.create({ label: "new" }))
      assert.strictEqual(Redacted.value(key.secret), "mine")
      assert.notInclude(JSON.stringify(key), "mine")
    }).pipe(
      Effect.provide(
        clientWithoutRetries([
          Reply.success(
            ApiKeys.endpoints.create,
            NewApiKey.make({ id: makeApiKey().id, secret: Redacted.make("mine") })
          )
        ])
      )
    )
  )
})
