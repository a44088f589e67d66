import { assert, describe, it } from "@effect/vitest"
import { ApiKeys, type ApiKeysService, type BitGptError } from "effect-bitgpt"
import {
  ApiKeysTest,
  arbitraryApiKey,
  makeApiKey,
  makeApiKeySummary,
  makeApiResponse,
  makeCreatedApiKey,
  makeRateLimitError,
  makeServerError,
  Reply
} from "effect-bitgpt/testing"
import { Effect, Either, FastCheck, Option, Redacted, TestClock } from "effect"
import { clientOver, defectOf, encodeError, isSameKey } from "./support.js"

const get = (id: string) => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))
const getResponse = (id: string) => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.getResponse(id))

const key1 = makeApiKey({ id: "api_key_1", label: "One" })
const key2 = makeApiKey({ id: "api_key_2", label: "Two" })

// Ids that the client refuses, ids of keys that exist, and ids of nothing.
const someId = (known: ReadonlyArray<string>) =>
  FastCheck.oneof(
    FastCheck.string({ unit: "binary" }),
    FastCheck.constantFrom("", ".", "..", "a/b", "a?b", "a#b", "a\\b", "a\nb", "%2e%2e", "ü ß"),
    ...(known.length === 0 ? [] : [FastCheck.constantFrom(...known)])
  )

const keysAndId = FastCheck.uniqueArray(arbitraryApiKey, {
  maxLength: 3,
  selector: (key) => key.id
}).chain((keys) =>
  FastCheck.record({ keys: FastCheck.constant(keys), id: someId(keys.map((_) => _.id)) })
)

describe("ApiKeysTest.layer", () => {
  it.effect("gets the keys it is given", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* get("api_key_2"), key2)
      assert.strictEqual((yield* getResponse("api_key_1")).envelope.data, key1)
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1, key2] })))
  )

  it.effect("fails with NotFoundError for an id that no key has", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get("api_key_3"))
      assert.strictEqual(error._tag, "NotFoundError")
      assert.strictEqual(error.operation, "ApiKeys.get")
      assert.strictEqual(error.attempts, 1)
      assert.isFalse(error.isRetryable)
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect.prop(
    "agrees with the real client over a server that has the same keys",
    [keysAndId],
    ([{ id, keys }]) =>
      Effect.gen(function* () {
        const inMemory = yield* Effect.provide(Effect.either(get(id)), ApiKeysTest.layer({ keys }))
        const real = yield* Effect.provide(
          Effect.either(get(id)),
          clientOver(({ url }) => {
            const asked = decodeURIComponent(url.slice(url.lastIndexOf("/") + 1))
            const key = keys.find((key) => key.id === asked)
            return key === undefined
              ? Reply.error(404, {
                  error: "The requested resource was not found.",
                  supportId: "support_00000000-0000-7000-8000-000000000001"
                })
              : Reply.apiKey(key)
          })
        )
        if (Either.isLeft(inMemory)) {
          assert.deepStrictEqual(encodeError(inMemory.left), encodeError(yield* Either.flip(real)))
        } else {
          assert.isTrue(isSameKey(inMemory.right, yield* real))
        }
      }),
    { timeout: 30_000 }
  )

  it.effect("answers with an envelope and headers like BitGPT's", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 2, 3, 4, 5))
      const { envelope, headers, status } = yield* getResponse("api_key_1")
      assert.strictEqual(status, 200)
      assert.strictEqual(envelope.status, 200)
      assert.strictEqual(headers["content-type"], "application/json")
      assert.strictEqual(headers["date"], "Fri, 02 Jan 2026 03:04:05 GMT")
      assert.deepStrictEqual(envelope.env, Option.some("development"))
      const next = yield* getResponse("api_key_1")
      assert.isTrue(Option.isSome(envelope.supportId))
      assert.notDeepEqual(next.envelope.supportId, envelope.supportId)
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect("shows and changes its keys", () =>
    Effect.gen(function* () {
      const test = yield* ApiKeysTest
      yield* test.set(key2)
      assert.strictEqual(yield* get("api_key_2"), key2)
      const renamed = makeApiKey({ id: "api_key_1", label: "Renamed" })
      yield* test.set(renamed)
      assert.deepStrictEqual(yield* test.keys, [renamed, key2])
      yield* test.remove("api_key_1")
      yield* test.remove("api_key_of_nobody")
      assert.deepStrictEqual(yield* test.keys, [key2])
      assert.strictEqual((yield* Effect.flip(get("api_key_1")))._tag, "NotFoundError")
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect("records the calls when they are run, failed ones included", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* ApiKeysTest
      const prepared = apiKeys.get("api_key_1")
      const none = yield* test.calls
      yield* prepared
      yield* prepared
      yield* Effect.ignore(apiKeys.getResponse("../invoices"))
      assert.deepStrictEqual(yield* test.calls, [
        { method: "get", args: ["api_key_1"] },
        { method: "get", args: ["api_key_1"] },
        { method: "getResponse", args: ["../invoices"] }
      ])
      assert.deepStrictEqual(none, [])
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect("records every method with its arguments, an iterable of ids as a list", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* ApiKeysTest
      const input = { label: "new" }
      yield* apiKeys.getMany(new Set(["api_key_1", "api_key_2"]).values(), { concurrency: 2 })
      yield* apiKeys.list()
      yield* apiKeys.listResponse()
      yield* apiKeys.create(input)
      yield* apiKeys.createResponse(input)
      yield* apiKeys.update("api_key_1", input)
      yield* apiKeys.updateResponse("api_key_1", input)
      assert.deepStrictEqual(yield* test.calls, [
        { method: "getMany", args: [["api_key_1", "api_key_2"], { concurrency: 2 }] },
        { method: "list", args: [] },
        { method: "listResponse", args: [] },
        { method: "create", args: [input] },
        { method: "createResponse", args: [input] },
        { method: "update", args: ["api_key_1", input] },
        { method: "updateResponse", args: ["api_key_1", input] }
      ])
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect("shows the keys that are created and changed", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* ApiKeysTest
      const { id, secret } = yield* apiKeys.create({ label: "new", scopes: ["products.read"] })
      yield* apiKeys.update("api_key_1", { label: "renamed", description: "for tests" })
      const [renamed, created] = yield* test.keys
      assert.strictEqual(renamed?.label, "renamed")
      assert.deepStrictEqual(renamed?.description, Option.some("for tests"))
      assert.strictEqual(created?.id, id)
      assert.deepStrictEqual(
        Option.map(created?.secret ?? Option.none(), Redacted.value),
        Option.some(Redacted.value(secret))
      )
      assert.deepStrictEqual(yield* get(id), created)
      yield* test.remove(id)
      assert.lengthOf(yield* apiKeys.list(), 1)
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [key1] })))
  )

  it.effect("begins anew with every build", () => {
    const layer = ApiKeysTest.layer({ keys: [key1] })
    const seen = Effect.gen(function* () {
      const test = yield* ApiKeysTest
      yield* get("api_key_1")
      yield* test.remove("api_key_1")
      return (yield* test.calls).length
    }).pipe(Effect.provide(layer))
    return Effect.gen(function* () {
      assert.strictEqual(yield* seen, 1)
      assert.strictEqual(yield* seen, 1)
    })
  })

  it.layer(ApiKeysTest.layer({ keys: [key1] }))("shared by a block of tests", (it) => {
    it.effect("gets a key", () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* get("api_key_1")).label, "One")
      })
    )
    it.effect("lets later tests see what earlier ones did", () =>
      Effect.gen(function* () {
        const test = yield* ApiKeysTest
        assert.strictEqual((yield* test.calls).length, 1)
      })
    )
  })
})

describe("ApiKeysTest.layerHandlers", () => {
  it.effect("calls a handler with the arguments of the method", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* get("../anything")).label, "../anything")
      assert.strictEqual((yield* getResponse("api_key_2")).envelope.data.id, "api_key_2")
    }).pipe(
      Effect.provide(
        ApiKeysTest.layerHandlers({
          get: (id) => Effect.succeed(makeApiKey({ label: id })),
          getResponse: (id) => Effect.succeed(makeApiResponse(makeApiKey({ id })))
        })
      )
    )
  )

  it.effect("follows a script of outcomes and dies after its last one", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(get("api_key_1")))._tag, "ServerError")
      assert.strictEqual((yield* Effect.flip(get("api_key_1")))._tag, "RateLimitError")
      assert.strictEqual(yield* get("api_key_1"), key1)
      const exit = yield* get("api_key_1").pipe(
        Effect.catchAll(() => Effect.succeed("swallowed")),
        Effect.exit
      )
      assert.include(defectOf(exit), "ApiKeys.get was called 4 times")
      assert.include(defectOf(exit), "3 outcomes")
    }).pipe(
      Effect.provide(
        ApiKeysTest.layerHandlers({
          get: [makeServerError(), makeRateLimitError(), Effect.succeed(key1)]
        })
      )
    )
  )

  it.effect("begins a script anew with every build", () => {
    const layer = ApiKeysTest.layerHandlers({ get: [Effect.succeed(key1)] })
    return Effect.gen(function* () {
      assert.strictEqual(yield* Effect.provide(get("api_key_1"), layer), key1)
      assert.strictEqual(yield* Effect.provide(get("api_key_1"), layer), key1)
    })
  })

  it.effect("dies with the name of a method that has no handler", () =>
    Effect.gen(function* () {
      const catchEverything = <A>(call: Effect.Effect<A, BitGptError, ApiKeys>) =>
        call.pipe(
          Effect.catchTag("NotFoundError", () => Effect.succeed("swallowed")),
          Effect.catchAll(() => Effect.succeed("swallowed")),
          Effect.exit
        )
      const noGetResponse = ApiKeysTest.layerHandlers({ get: () => Effect.succeed(key1) })
      assert.include(
        defectOf(yield* Effect.provide(catchEverything(getResponse("api_key_1")), noGetResponse)),
        "ApiKeys.getResponse has no handler"
      )
      assert.include(
        defectOf(
          yield* Effect.provide(catchEverything(get("api_key_1")), ApiKeysTest.layerHandlers({}))
        ),
        "ApiKeys.get has no handler"
      )
    })
  )

  it.effect("has a handler or a defect for each method", () =>
    Effect.gen(function* () {
      const input = { label: "new" }
      const calls = (apiKeys: ApiKeysService) => ({
        get: apiKeys.get("a"),
        getResponse: apiKeys.getResponse("a"),
        getMany: apiKeys.getMany(["a"]),
        list: apiKeys.list(),
        listResponse: apiKeys.listResponse(),
        create: apiKeys.create(input),
        createResponse: apiKeys.createResponse(input),
        update: apiKeys.update("a", input),
        updateResponse: apiKeys.updateResponse("a", input)
      })
      const without = calls(yield* Effect.provide(ApiKeys, ApiKeysTest.layerHandlers({})))
      for (const [name, call] of Object.entries(without)) {
        const text = defectOf(yield* Effect.exit<unknown, unknown, never>(call))
        assert.include(text, `ApiKeys.${name} has no handler`)
      }
      const summary = makeApiKeySummary()
      const created = makeCreatedApiKey()
      const given = ApiKeysTest.layerHandlers({
        get: () => Effect.succeed(key1),
        getResponse: [Effect.succeed(makeApiResponse(key1))],
        getMany: () => Effect.succeed([Either.right(key1)]),
        list: [Effect.succeed([summary])],
        listResponse: () => Effect.succeed(makeApiResponse([summary])),
        create: ({ label }) => (label === "new" ? Effect.succeed(created) : makeServerError()),
        createResponse: [Effect.succeed(makeApiResponse(created))],
        update: [Effect.void],
        updateResponse: () => Effect.succeed(makeApiResponse(undefined))
      })
      const results = yield* Effect.all(calls(yield* Effect.provide(ApiKeys, given)))
      assert.strictEqual(results.get, key1)
      assert.strictEqual(results.getResponse.envelope.data, key1)
      assert.deepStrictEqual(results.getMany, [Either.right(key1)])
      assert.deepStrictEqual(results.list, [summary])
      assert.deepStrictEqual(results.listResponse.envelope.data, [summary])
      assert.strictEqual(results.create, created)
      assert.strictEqual(results.createResponse.envelope.data, created)
      assert.isUndefined(results.update)
      assert.isUndefined(results.updateResponse.envelope.data)
    })
  )

  it.effect("takes time on the test clock", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(get("api_key_1"))
      yield* TestClock.adjust("1999 millis")
      assert.isTrue(Option.isNone(yield* fiber.poll))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* fiber, key1)
    }).pipe(
      Effect.provide(
        ApiKeysTest.layerHandlers({ get: [Effect.delay(Effect.succeed(key1), "2 seconds")] })
      )
    )
  )
})
