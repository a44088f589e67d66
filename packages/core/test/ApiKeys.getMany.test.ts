import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Exit, Fiber, FiberRef, Request, RequestResolver, TestClock } from "effect"
import { ApiKeys, type GetManyOptions, RetryPolicy } from "../src/index.js"
import { ApiKeysTest, makeApiKey, makeServerError, Reply, TestHttp } from "../src/testing.js"
import { start } from "./support/calls.js"
import { recordingTracer } from "./support/recordingTracer.js"
import { clientOver, defectOf } from "./testing/support.js"

const getMany = (ids: Iterable<string>, options?: GetManyOptions) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.getMany(ids, options))

const idOf = (url: string) => decodeURIComponent(url.slice(url.lastIndexOf("/") + 1))

/** A server that has every key but those whose ids say another status, and takes a second each. */
const server = clientOver(({ url }) => {
  const id = idOf(url)
  const status = Number(/^status_(\d+)/.exec(id)?.[1] ?? 200)
  return Effect.delay(
    status === 200 ? Reply.apiKey(makeApiKey({ id })) : Reply.error(status),
    "1 second"
  )
})

const requested = Effect.flatMap(TestHttp, (http) =>
  Effect.map(http.requests, (requests) => requests.map(({ url }) => idOf(url)))
)

const shown = (results: Effect.Effect.Success<ReturnType<typeof getMany>>) =>
  results.map(Either.match({ onLeft: (error) => error._tag, onRight: (key) => String(key.id) }))

/** Runs an effect with all the time it wants. */
const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust("5 minutes")
    return yield* Fiber.join(fiber)
  })

const ids = (count: number) => Array.from({ length: count }, (_, index) => `key_${index}`)

describe("ApiKeys.getMany", () => {
  it.effect("gives one result for each id, in their order, and loses none where some fail", () =>
    Effect.gen(function* () {
      const results = yield* inTime(
        getMany(["b", "status_404", "a", "../x", "status_401", "", "c"])
      )
      assert.deepStrictEqual(shown(results), [
        "b",
        "NotFoundError",
        "a",
        "ValidationError",
        "AuthenticationError",
        "ValidationError",
        "c"
      ])
      assert.lengthOf(yield* requested, 5)
    }).pipe(Effect.provide(server))
  )

  it.effect("gives none for no ids", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* getMany([]), [])
    }).pipe(Effect.provide(server))
  )

  it.effect("asks once for an id that is given more than once, also where that fails", () =>
    Effect.gen(function* () {
      const twice = ["a", "status_404", "a", "status_404", "b", "a"]
      const results = yield* inTime(getMany(twice))
      assert.deepStrictEqual(shown(results), ["a", "NotFoundError", "a", "NotFoundError", "b", "a"])
      assert.sameMembers([...(yield* requested)], ["a", "status_404", "b"])
    }).pipe(Effect.provide(server))
  )

  it.effect("asks anew each time it is run", () =>
    Effect.gen(function* () {
      yield* inTime(getMany(["a"]))
      yield* inTime(getMany(["a"]))
      assert.deepStrictEqual(yield* requested, ["a", "a"])
    }).pipe(Effect.provide(server))
  )

  it.effect("takes an iterable that gives its ids once", () =>
    Effect.gen(function* () {
      const program = getMany(new Set(["a", "b"]).values())
      assert.deepStrictEqual(shown(yield* inTime(program)), ["a", "b"])
    }).pipe(Effect.provide(server))
  )

  for (const [name, options, atOnce] of [
    ["10 at once by default", undefined, 10],
    ["as many at once as it is told", { concurrency: 3 }, 3],
    ["all at once where nothing bounds them", { concurrency: "unbounded" }, 25]
  ] as const) {
    it.effect(`asks for ${name}`, () =>
      Effect.gen(function* () {
        const fiber = yield* start(getMany(ids(25), options))
        for (let seconds = 0; seconds * atOnce < 25; seconds++) {
          assert.lengthOf(yield* requested, Math.min(25, (seconds + 1) * atOnce))
          yield* TestClock.adjust("1 second")
        }
        assert.lengthOf(yield* fiber, 25)
      }).pipe(Effect.provide(server))
    )
  }

  it.effect("is not slowed down by duplicates", () =>
    Effect.gen(function* () {
      const fiber = yield* start(getMany([...ids(5), ...ids(5)], { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 second")
      assert.lengthOf(yield* fiber, 10)
      assert.lengthOf(yield* requested, 5)
    }).pipe(Effect.provide(server))
  )

  it.effect("gets hundreds", () =>
    Effect.gen(function* () {
      const results = yield* getMany(ids(300), { concurrency: 50 })
      assert.deepStrictEqual(shown(results), ids(300))
    }).pipe(Effect.provide(clientOver(({ url }) => Reply.apiKey(makeApiKey({ id: idOf(url) })))))
  )

  it.effect("goes by the policies around it", () =>
    Effect.gen(function* () {
      const results = yield* inTime(
        Effect.provide(getMany(["status_503"]), RetryPolicy.layer({ maxRetries: 4 }))
      )
      assert.deepStrictEqual(shown(results), ["ServerError"])
      assert.lengthOf(yield* requested, 5)
      yield* inTime(Effect.provide(getMany(["status_503"]), RetryPolicy.none))
      assert.lengthOf(yield* requested, 6)
    }).pipe(Effect.provide(server))
  )

  it.effect("is traced below the caller's span", () =>
    Effect.gen(function* () {
      const { spans, tracer } = recordingTracer()
      yield* inTime(getMany(["a", "b"]).pipe(Effect.withSpan("caller"), Effect.withTracer(tracer)))
      const calls = spans.filter(({ name }) => name === "ApiKeys.get")
      assert.lengthOf(calls, 2)
      for (const call of calls) assert.strictEqual(call.traceId, spans[0]?.traceId)
    }).pipe(Effect.provide(server))
  )

  it.effect("aborts its requests when it is interrupted, and begins no more", () => {
    let aborted = 0
    return Effect.gen(function* () {
      const fiber = yield* start(getMany(ids(25), { concurrency: 5 }))
      assert.lengthOf(yield* requested, 5)
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
      assert.strictEqual(aborted, 5)
      yield* TestClock.adjust("5 minutes")
      assert.lengthOf(yield* requested, 5)
    }).pipe(
      Effect.provide(
        clientOver(() =>
          Effect.onInterrupt(Reply.never, () =>
            Effect.sync(() => {
              aborted += 1
            })
          )
        )
      )
    )
  })

  it.effect("dies where a get does", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(getMany(["a", "b"]))
      assert.include(defectOf(exit), "broken")
    }).pipe(Effect.provide(clientOver(() => Effect.dieMessage("broken"))))
  )
})

describe("ApiKeys.getMany under Effect's request cache", () => {
  const withCache = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Request.makeCache({ capacity: 100, timeToLive: "1 day" }), (cache) =>
      effect.pipe(Effect.withRequestCaching(true), Effect.withRequestCache(cache))
    )

  it.effect("shares requests with others at the same time and later", () =>
    withCache(
      Effect.gen(function* () {
        const both = yield* inTime(
          Effect.all([getMany(["a", "b"]), getMany(["b", "c"])], { concurrency: 2 })
        )
        assert.deepStrictEqual(both.map(shown), [
          ["a", "b"],
          ["b", "c"]
        ])
        assert.deepStrictEqual(shown(yield* getMany(["c", "a"])), ["c", "a"])
        assert.sameMembers([...(yield* requested)], ["a", "b", "c"])
      })
    ).pipe(Effect.provide(server))
  )

  it.effect("shares nothing with another client, whose token may see other keys", () =>
    withCache(
      Effect.gen(function* () {
        for (const label of ["one", "other"]) {
          const keys = yield* Effect.provide(
            getMany(["a"]),
            clientOver(() => Reply.apiKey(makeApiKey({ id: "a", label })))
          )
          assert.deepStrictEqual(
            keys.map((key) => Either.getOrThrow(key).label),
            [label]
          )
        }
      })
    )
  )

  class GetApiKey extends Request.TaggedClass("GetApiKey")<
    string,
    never,
    { readonly id: string }
  > {}

  it.effect("shares nothing with requests of the application that look the same", () =>
    withCache(
      Effect.gen(function* () {
        yield* Effect.request(
          new GetApiKey({ id: "a" }),
          RequestResolver.fromEffect(() => Effect.succeed("not a key"))
        )
        assert.deepStrictEqual(shown(yield* inTime(getMany(["a"]))), ["a"])
      })
    ).pipe(Effect.provide(server))
  )

  it.effect("keeps failures too, as Effect's cache does", () =>
    withCache(
      Effect.gen(function* () {
        for (let time = 0; time < 2; time++) {
          assert.deepStrictEqual(shown(yield* inTime(getMany(["status_404"]))), ["NotFoundError"])
        }
        assert.deepStrictEqual(yield* requested, ["status_404"])
      })
    ).pipe(Effect.provide(server))
  )

  it.effect("doesn't take others along when it is interrupted", () =>
    withCache(
      Effect.gen(function* () {
        const first = yield* start(getMany(["a"]))
        const second = yield* start(getMany(["a"]))
        yield* Effect.fork(Fiber.interrupt(first))
        assert.deepStrictEqual(shown(yield* inTime(Fiber.join(second))), ["a"])
      })
    ).pipe(Effect.provide(server))
  )

  it.effect("leaves the application's own cache alone where that is not switched on", () =>
    Effect.gen(function* () {
      const cache = yield* Request.makeCache({ capacity: 100, timeToLive: "1 minute" })
      yield* inTime(Effect.withRequestCache(getMany(["a", "b"]), cache))
      assert.strictEqual((yield* cache.cacheStats).size, 0)
      assert.isFalse(yield* FiberRef.get(FiberRef.currentRequestCacheEnabled))
    }).pipe(Effect.provide(server))
  )

  it.effect("works under request batching", () =>
    Effect.gen(function* () {
      const results = yield* inTime(Effect.withRequestBatching(getMany(["a", "b", "a"]), true))
      assert.deepStrictEqual(shown(results), ["a", "b", "a"])
      assert.sameMembers([...(yield* requested)], ["a", "b"])
    }).pipe(Effect.provide(server))
  )
})

describe("ApiKeys.getMany of the test kit", () => {
  it.effect("goes by the keys in memory", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(shown(yield* getMany(["a", "b"])), ["a", "NotFoundError"])
    }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [makeApiKey({ id: "a" })] })))
  )

  it.effect("is a method of its own for handlers", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(shown(yield* getMany(["a"])), ["ServerError"])
    }).pipe(
      Effect.provide(
        ApiKeysTest.layerHandlers({
          getMany: () => Effect.succeed([Either.left(makeServerError())])
        })
      )
    )
  )
})
