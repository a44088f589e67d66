import { assert, describe, it } from "@effect/vitest"
import { ApiKeys, ApiKeySummary, type BitGptError, NewApiKey } from "effect-bitgpt"
import { layerHandlers, makeApiKey, makeError } from "effect-bitgpt/testing"
import { Effect, Redacted, Schema, Stream } from "effect"
import { call } from "../../src/internal/resource/describe.js"
import { pageOf, pages, type Paging } from "../../src/internal/resource/pages.js"
import * as Resource from "../../src/internal/resource/resource.js"
import { assertTag } from "../support/assertTag.js"
import { endsAfter, start } from "../support/time.js"
import { defectOf } from "./support.js"

const get = (id: string) => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))
const getWithResponse = (id: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.withResponse.get(id))

const key = makeApiKey({ id: "api_key_1" })
const summary = Schema.decodeSync(ApiKeySummary)({ id: "api_key_1" })

const created = NewApiKey.make({
  id: key.id,
  secret: Redacted.make("a secret of the tests")
})

describe("layerHandlers", () => {
  it.effect("calls a handler with the arguments of the method, checked by nothing", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* get("../anything")).label, "../anything")
      const { envelope, headers, status } = yield* getWithResponse("api_key_2")
      assert.strictEqual(envelope.data.label, "api_key_2")
      assert.strictEqual(status, 200)
      assert.strictEqual(headers["content-type"], "application/json")
    }).pipe(
      Effect.provide(
        layerHandlers(ApiKeys, { get: (id) => Effect.succeed(makeApiKey({ label: id })) })
      )
    )
  )

  it.effect("follows a script of outcomes and dies after its last one", () =>
    Effect.gen(function* () {
      assertTag(yield* Effect.flip(get("api_key_1")), "ServerError")
      assertTag(yield* Effect.flip(getWithResponse("api_key_1")), "RateLimitError")
      assert.strictEqual(yield* get("api_key_1"), key)
      const exit = yield* get("api_key_1").pipe(
        Effect.catchAll(() => Effect.succeed("swallowed")),
        Effect.exit
      )
      assert.include(defectOf(exit), "ApiKeys.get was called 4 times")
      assert.include(defectOf(exit), "3 outcomes")
    }).pipe(
      Effect.provide(
        layerHandlers(ApiKeys, {
          get: [makeError("ServerError"), makeError("RateLimitError"), Effect.succeed(key)]
        })
      )
    )
  )

  it.effect("begins a script anew with every build", () => {
    const layer = layerHandlers(ApiKeys, { get: [Effect.succeed(key)] })
    return Effect.gen(function* () {
      assert.strictEqual(yield* Effect.provide(get("api_key_1"), layer), key)
      assert.strictEqual(yield* Effect.provide(get("api_key_1"), layer), key)
    })
  })

  it.effect("dies with the name of a method that has no handler, past every handling", () =>
    Effect.gen(function* () {
      const apiKeys = yield* Effect.provide(ApiKeys, layerHandlers(ApiKeys, {}))
      const swallowing = <A>(call: Effect.Effect<A, BitGptError>) =>
        call.pipe(
          Effect.catchTag("NotFoundError", () => Effect.succeed("swallowed")),
          Effect.catchAll(() => Effect.succeed("swallowed")),
          Effect.exit
        )
      const input = { label: "new" }
      for (const service of [apiKeys, apiKeys.withResponse]) {
        const calls: Readonly<Record<string, Effect.Effect<unknown, BitGptError>>> = {
          get: service.get("a"),
          list: service.list(),
          create: service.create(input),
          update: service.update("a", input)
        }
        for (const [name, call] of Object.entries(calls)) {
          assert.include(defectOf(yield* swallowing(call)), `ApiKeys.${name} has no handler`)
        }
      }
    })
  )

  it.effect("has a handler for each method", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      assert.strictEqual(yield* apiKeys.get("a"), key)
      assert.deepStrictEqual(yield* apiKeys.list(), [summary])
      assert.deepStrictEqual((yield* apiKeys.withResponse.list()).envelope.data, [summary])
      assert.strictEqual(yield* apiKeys.create({ label: "new" }), created)
      const error = yield* Effect.flip(apiKeys.create({ label: "other" }))
      assertTag(error, "ServerError")
      assert.strictEqual(error.operation, "ApiKeys.create")
      assert.isUndefined(yield* apiKeys.update("a", { label: "new" }))
      assert.isUndefined((yield* apiKeys.withResponse.update("a", { label: "new" })).envelope.data)
    }).pipe(
      Effect.provide(
        layerHandlers(ApiKeys, {
          get: [Effect.succeed(key)],
          list: () => Effect.succeed([summary]),
          create: ({ label }) =>
            label === "new" ? Effect.succeed(created) : makeError("ServerError"),
          update: [Effect.void, Effect.void]
        })
      )
    )
  )

  it.effect("takes time on the test clock", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* endsAfter(yield* start(get("api_key_1")), "2 seconds"), key)
    }).pipe(
      Effect.provide(
        layerHandlers(ApiKeys, { get: [Effect.delay(Effect.succeed(key), "2 seconds")] })
      )
    )
  )
})

const list = call({
  method: "GET",
  path: "/things",
  arguments: (filter: Paging = {}) => filter,
  output: pageOf(Schema.Struct({ id: Schema.String }))
})

class Things extends Resource.Tag("Things")<Things>()({ list, stream: pages("list", list) }) {}

describe("a stream of pages", () => {
  const things = [{ id: "a" }, { id: "b" }]

  it.effect("has a handler too", () =>
    Effect.gen(function* () {
      const service = yield* Things
      assert.deepStrictEqual(Array.from(yield* Stream.runCollect(service.stream())), things)
    }).pipe(Effect.provide(layerHandlers(Things, { stream: () => Stream.fromIterable(things) })))
  )

  it.effect("without a handler is a defect when it is run", () =>
    Effect.gen(function* () {
      const service = yield* Things
      const exit = yield* Effect.exit(Stream.runDrain(service.stream()))
      assert.include(defectOf(exit), "Things.stream has no handler")
    }).pipe(Effect.provide(layerHandlers(Things, {})))
  )

  it.effect("is not among the methods that give responses", () =>
    Effect.gen(function* () {
      const service = yield* Effect.provide(Things, layerHandlers(Things, {}))
      assert.hasAllKeys(service.withResponse, ["list"])
    })
  )
})
