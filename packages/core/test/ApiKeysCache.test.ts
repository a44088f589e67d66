import { assert, describe, it } from "@effect/vitest"
import {
  Deferred,
  Effect,
  Either,
  Exit,
  Fiber,
  Layer,
  Option,
  Redacted,
  Scope,
  TestClock
} from "effect"
import { inspect } from "node:util"
import {
  type ApiKey,
  ApiKeys,
  ApiKeysCache,
  type BitGptError,
  RetryPolicy,
  TimeoutPolicy
} from "../src/index.js"
import {
  ApiKeysTest,
  makeApiKey,
  makeApiResponse,
  makeServerError,
  Reply,
  TestHttp
} from "../src/testing.js"
import { start } from "./support/calls.js"
import { recordingTracer } from "./support/recordingTracer.js"
import { createdSecret, updateApiKey } from "./support/wire.js"
import { clientOver, defectOf } from "./testing/support.js"

const get = (id = "api_key_1") => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))
const update = (id = "api_key_1") =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.update(id, { label: "new" }))
const invalidate = (id: string) => Effect.flatMap(ApiKeysCache, (cache) => cache.invalidate(id))
const stats = Effect.flatMap(ApiKeysCache, (cache) => cache.stats)

const cacheLayer = ApiKeysCache.layer({ capacity: 3, timeToLive: "1 minute" })

/** A cache over the real client, over a scripted server. */
const cacheOver = (...script: Parameters<typeof clientOver>) =>
  Layer.provideMerge(cacheLayer, clientOver(...script))

const idOf = (url: string) => url.slice(url.lastIndexOf("/") + 1)

/** A server that knows every key and names it after the number of the request. */
const numbering = () => {
  let requests = 0
  return cacheOver(({ method, url }) =>
    Effect.suspend(() => {
      requests += 1
      return method === "GET"
        ? Reply.apiKey(makeApiKey({ id: idOf(url), label: `request ${requests}` }))
        : Reply.json(updateApiKey)
    })
  )
}

const requests = Effect.flatMap(TestHttp, (http) =>
  Effect.map(http.requests, (all) => all.map(({ method, url }) => `${method} ${idOf(url)}`))
)

type Outcome = Effect.Effect<ApiKey, BitGptError>

/** A cache over keys whose every lookup the test ends as it likes. */
const withLookups = <A, E>(
  program: (control: {
    readonly begun: ReadonlyArray<Deferred.Deferred<ApiKey, BitGptError>>
    readonly aborted: () => number
  }) => Effect.Effect<A, E, ApiKeys | ApiKeysCache>,
  update: Effect.Effect<void, BitGptError> = Effect.void
): Effect.Effect<A, E> => {
  const begun: Array<Deferred.Deferred<ApiKey, BitGptError>> = []
  let aborted = 0
  const Handlers = ApiKeysTest.layerHandlers({
    getResponse: () =>
      Effect.gen(function* () {
        const outcome = yield* Deferred.make<ApiKey, BitGptError>()
        begun.push(outcome)
        return makeApiResponse(yield* Deferred.await(outcome))
      }).pipe(Effect.onInterrupt(() => Effect.sync(() => (aborted += 1)))),
    updateResponse: () => Effect.map(update, () => makeApiResponse(undefined))
  })
  return program({ begun, aborted: () => aborted }).pipe(
    Effect.provide(Layer.provide(cacheLayer, Handlers))
  )
}

const end = (
  lookup: Deferred.Deferred<ApiKey, BitGptError> | undefined,
  outcome: Outcome
): Effect.Effect<void> =>
  lookup === undefined
    ? Effect.dieMessage("no such lookup")
    : Effect.zipRight(Deferred.complete(lookup, outcome), TestClock.adjust(0))

const labelled = (label: string): Outcome => Effect.succeed(makeApiKey({ label }))

describe("what is kept", () => {
  it.effect("answers get and getResponse with one request, until its time is over", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* get()).label, "request 1")
      assert.strictEqual((yield* get()).label, "request 1")
      const response = yield* Effect.flatMap(ApiKeys, (_) => _.getResponse("api_key_1"))
      assert.strictEqual(response.envelope.data.label, "request 1")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* get()).label, "request 1")
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* get()).label, "request 2")
      assert.deepStrictEqual(yield* requests, ["GET api_key_1", "GET api_key_1"])
    }).pipe(Effect.provide(numbering()))
  )

  it.effect("is no more than its capacity, and has what came last", () =>
    Effect.gen(function* () {
      for (const id of ["a", "b", "c", "d", "e", "f", "g"]) yield* get(id)
      assert.strictEqual((yield* stats).size, 3)
      yield* get("g")
      assert.lengthOf(yield* requests, 7)
      yield* get("a")
      assert.lengthOf(yield* requests, 8)
    }).pipe(Effect.provide(numbering()))
  )

  it.effect("is counted", () =>
    Effect.gen(function* () {
      yield* get("a")
      yield* get("a")
      yield* get("b")
      assert.deepStrictEqual({ ...(yield* stats) }, { hits: 1, misses: 2, size: 2 })
    }).pipe(Effect.provide(numbering()))
  )

  it.effect("goes when it is told to, one or all", () =>
    Effect.gen(function* () {
      yield* get("a")
      yield* get("b")
      yield* invalidate("a")
      yield* invalidate("unknown")
      yield* get("a")
      yield* get("b")
      assert.lengthOf(yield* requests, 3)
      yield* Effect.flatMap(ApiKeysCache, (cache) => cache.invalidateAll)
      assert.strictEqual((yield* stats).size, 0)
      yield* get("a")
      yield* get("b")
      assert.lengthOf(yield* requests, 5)
    }).pipe(Effect.provide(numbering()))
  )

  it.effect("is used by getMany, which asks only for the others", () =>
    Effect.gen(function* () {
      yield* get("a")
      const results = yield* Effect.flatMap(ApiKeys, (_) => _.getMany(["b", "a", "b", "c"]))
      assert.deepStrictEqual(
        results.map((result) => Either.getOrThrow(result).id.toString()),
        ["b", "a", "b", "c"]
      )
      assert.deepStrictEqual(yield* requests, ["GET a", "GET b", "GET c"])
      yield* get("c")
      assert.lengthOf(yield* requests, 3)
    }).pipe(Effect.provide(numbering()))
  )

  it.effect("is neither a list nor what create returns", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* ApiKeysTest
      const { id } = yield* apiKeys.create({ label: "new" })
      yield* apiKeys.list()
      yield* apiKeys.list()
      yield* apiKeys.get(id)
      yield* apiKeys.get(id)
      assert.deepStrictEqual(
        (yield* test.calls).map(({ method }) => method),
        ["createResponse", "listResponse", "listResponse", "getResponse"]
      )
    }).pipe(Effect.provide(Layer.provideMerge(cacheLayer, ApiKeysTest.layer())))
  )

  it.effect("begins empty with every build", () => {
    const Cached = numbering()
    const label = Effect.map(Effect.provide(get(), Cached), (key) => key.label)
    return Effect.gen(function* () {
      assert.strictEqual(yield* label, "request 1")
      assert.strictEqual(yield* label, "request 2")
    })
  })

  it.effect("shows no secret", () =>
    Effect.gen(function* () {
      const key = yield* get()
      assert.strictEqual(Redacted.value(Option.getOrThrow(key.secret)), createdSecret)
      for (const value of [yield* ApiKeys, yield* ApiKeysCache]) {
        const text = inspect(value, { depth: Infinity, showHidden: true, getters: true })
        assert.notInclude(text + JSON.stringify(value), createdSecret)
      }
    }).pipe(
      Effect.provide(
        Layer.provide(
          cacheLayer,
          ApiKeysTest.layer({
            keys: [
              makeApiKey({
                id: "api_key_1",
                secret: Option.some(Redacted.make(createdSecret))
              })
            ]
          })
        )
      )
    )
  )
})

describe("lookups at the same time", () => {
  it.effect("are one", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const fibers = yield* start(Effect.all([get(), get(), get()], { concurrency: 3 }))
        assert.lengthOf(begun, 1)
        yield* end(begun[0], labelled("once"))
        assert.deepStrictEqual(
          (yield* fibers).map((key) => key.label),
          ["once", "once", "once"]
        )
      })
    )
  )

  it.effect("survive that the first caller is interrupted, at once", () =>
    withLookups(({ aborted, begun }) =>
      Effect.gen(function* () {
        const first = yield* start(get())
        const second = yield* start(get())
        assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(first)))
        yield* end(begun[0], labelled("for the second"))
        assert.strictEqual((yield* second).label, "for the second")
        assert.strictEqual((yield* get()).label, "for the second")
        assert.lengthOf(begun, 1)
        assert.strictEqual(aborted(), 0)
      })
    )
  )

  it.effect("go on where nobody waits any more, and are kept", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        yield* Fiber.interrupt(yield* start(get()))
        yield* end(begun[0], labelled("for later"))
        assert.strictEqual((yield* get()).label, "for later")
        assert.lengthOf(begun, 1)
      })
    )
  )

  it.effect("let a caller wait less long than others", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const impatient = yield* start(Effect.timeoutOption(get(), "1 second"))
        const patient = yield* start(get())
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* impatient, Option.none())
        yield* end(begun[0], labelled("in the end"))
        assert.strictEqual((yield* patient).label, "in the end")
      })
    )
  )

  it.effect("are aborted when the layer's scope closes", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const aborted = yield* Deferred.make<void>()
      const Handlers = ApiKeysTest.layerHandlers({
        getResponse: () => Effect.onInterrupt(Effect.never, () => Deferred.succeed(aborted, void 0))
      })
      const context = yield* Layer.buildWithScope(Layer.provide(cacheLayer, Handlers), scope)
      const fiber = yield* start(Effect.provide(get(), context))
      yield* Scope.close(scope, Exit.void)
      yield* Deferred.await(aborted)
      assert.isTrue(Exit.isInterrupted(yield* Fiber.await(fiber)))
    })
  )
})

describe("a lookup that fails", () => {
  it.effect("fails for all who wait, and is not kept", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const both = yield* start(
          Effect.all([Effect.flip(get()), Effect.flip(get())], { concurrency: 2 })
        )
        yield* end(begun[0], makeServerError({ supportId: "support_1" }))
        for (const error of yield* both) assert.propertyVal(error, "supportId", "support_1")
        assert.strictEqual((yield* stats).size, 0)

        const next = yield* start(get())
        yield* end(begun[1], labelled("better"))
        assert.strictEqual((yield* next).label, "better")
        assert.lengthOf(begun, 2)
      })
    )
  )

  it.effect("is not kept where nobody waits any more either", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        yield* Fiber.interrupt(yield* start(get()))
        yield* end(begun[0], makeServerError())
        assert.strictEqual((yield* stats).size, 0)
      })
    )
  )

  it.effect("at once is not kept", () =>
    Effect.gen(function* () {
      for (const id of ["../x", "../x", "api_key_2"]) yield* Effect.flip(get(id))
      assert.strictEqual((yield* stats).size, 0)
    }).pipe(Effect.provide(Layer.provide(cacheLayer, ApiKeysTest.layer())))
  )

  it.effect("takes no newer lookup of the same key along", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const old = yield* start(Effect.flip(get()))
        yield* invalidate("api_key_1")
        const fresh = yield* start(get())
        yield* end(begun[1], labelled("fresh"))
        yield* end(begun[0], makeServerError())
        assert.strictEqual((yield* old)._tag, "ServerError")
        assert.strictEqual((yield* fresh).label, "fresh")
        assert.strictEqual((yield* get()).label, "fresh")
        assert.lengthOf(begun, 2)
      })
    )
  )

  it.effect("is a defect for those who wait where it is one", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const fiber = yield* start(get())
        yield* end(begun[0], Effect.dieMessage("broken"))
        assert.include(defectOf(yield* Fiber.await(fiber)), "broken")
        assert.strictEqual((yield* stats).size, 0)
      })
    )
  )
})

describe("an update", () => {
  it.effect("drops its key and no other", () =>
    Effect.gen(function* () {
      yield* get("a")
      yield* get("b")
      yield* update("a")
      assert.strictEqual((yield* get("b")).label, "request 2")
      assert.strictEqual((yield* get("a")).label, "request 4")
      yield* Effect.flatMap(ApiKeys, (_) => _.updateResponse("b", { label: "new" }))
      assert.strictEqual((yield* get("b")).label, "request 6")
    }).pipe(Effect.provide(numbering()))
  )

  for (const [name, outcome] of [
    ["fails", makeServerError()],
    ["dies", Effect.dieMessage("broken")],
    ["is interrupted", Effect.interrupt]
  ] as const) {
    it.effect(`drops its key where it ${name}, for it may have taken effect`, () =>
      withLookups(
        ({ begun }) =>
          Effect.gen(function* () {
            const before = yield* start(get())
            yield* end(begun[0], labelled("old"))
            yield* before
            yield* Effect.exit(update())
            const after = yield* start(get())
            yield* end(begun[1], labelled("new"))
            assert.strictEqual((yield* after).label, "new")
          }),
        outcome
      )
    )
  }

  it.effect("drops a get that was on its way before it and answers after it", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const early = yield* start(get())
        yield* update()
        yield* end(begun[0], labelled("old"))
        assert.strictEqual((yield* early).label, "old")

        const late = yield* start(get())
        assert.lengthOf(begun, 2)
        yield* end(begun[1], labelled("new"))
        assert.strictEqual((yield* late).label, "new")
        assert.strictEqual((yield* get()).label, "new")
      })
    )
  )

  it.effect("is not joined, after it, by those who waited before", () =>
    withLookups(({ begun }) =>
      Effect.gen(function* () {
        const early = yield* start(get())
        yield* update()
        const late = yield* start(get())
        yield* end(begun[1], labelled("new"))
        yield* end(begun[0], labelled("old"))
        assert.strictEqual((yield* early).label, "old")
        assert.strictEqual((yield* late).label, "new")
        assert.strictEqual((yield* get()).label, "new")
      })
    )
  )

  it.effect("drops a get that began and ended during it", () =>
    Effect.gen(function* () {
      const done = yield* Deferred.make<void>()
      yield* withLookups(
        ({ begun }) =>
          Effect.gen(function* () {
            const updating = yield* start(update())
            const during = yield* start(get())
            yield* end(begun[0], labelled("old"))
            assert.strictEqual((yield* during).label, "old")
            yield* Deferred.succeed(done, void 0)
            yield* updating
            const after = yield* start(get())
            yield* end(begun[1], labelled("new"))
            assert.strictEqual((yield* after).label, "new")
          }),
        Deferred.await(done)
      )
    })
  )
})

describe("what applies to a shared lookup", () => {
  it.effect("are the policies of the cache and the client, not those around a get", () =>
    Effect.gen(function* () {
      const fiber = yield* start(
        Effect.either(get()).pipe(
          Effect.provide(
            Layer.merge(RetryPolicy.layer({ maxRetries: 7 }), TimeoutPolicy.layer({ total: 1 }))
          )
        )
      )
      yield* TestClock.adjust("1 minute")
      const error = yield* Effect.flip(yield* fiber)
      assert.strictEqual(error._tag, "ServerError")
      assert.strictEqual(error.attempts, 2)
    }).pipe(
      Effect.provide(
        cacheLayer.pipe(
          Layer.provide(RetryPolicy.layer({ maxRetries: 1 })),
          Layer.provide(clientOver(() => Reply.error(503)))
        )
      )
    )
  )

  it.effect("is the trace of the caller who began it", () =>
    Effect.gen(function* () {
      const { spans, tracer } = recordingTracer()
      yield* get().pipe(Effect.withSpan("first"), Effect.withTracer(tracer))
      yield* get().pipe(Effect.withSpan("second"), Effect.withTracer(tracer))
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["first", "ApiKeys.get", "GET /developers/api_keys/{id}", "second"]
      )
      assert.strictEqual(spans[1]?.traceId, spans[0]?.traceId)
      assert.strictEqual(
        Option.getOrThrow(spans[1]?.parent ?? Option.none()).spanId,
        spans[0]?.spanId
      )
    }).pipe(Effect.provide(numbering()))
  )
})
