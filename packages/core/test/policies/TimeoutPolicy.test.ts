import { assert, describe, it } from "@effect/vitest"
import {
  ConfigProvider,
  Duration,
  Effect,
  Exit,
  Fiber,
  Layer,
  Redacted,
  Schedule,
  Stream,
  TestClock
} from "effect"
import { ApiKeys, type BitGptError, RetryPolicy, TimeoutPolicy } from "../../src/index.js"
import { getApiKey, keyId } from "../support/wire.js"
import { Reply } from "../../src/testing.js"
import { assertTag } from "../support/assertTag.js"
import type { ScriptedServer } from "../support/scriptedServer.js"
import { clientOf, found, getKey, scripted } from "../support/scriptedServer.js"
import { blockable, endsAfter, start, withJitter } from "../support/time.js"

const createKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.create({ label: "a" }))

const updateKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.update(keyId, { label: "a" }))

const assertTimeout = (
  error: BitGptError,
  limit: "attempt" | "total",
  duration: Duration.DurationInput
) => {
  assertTag(error, "TimeoutError")
  assert.strictEqual(error.limit, limit)
  assert.deepStrictEqual(error.duration, Duration.decode(duration))
}

/** One attempt of a call, failing. */
const failingOnce = (http: ScriptedServer, limits: Layer.Layer<TimeoutPolicy>) =>
  getKey.pipe(
    Effect.provide(Layer.merge(limits, RetryPolicy.none)),
    Effect.provide(clientOf(http)),
    Effect.flip,
    start
  )

const defaults = TimeoutPolicy.layer()

/** A reply that counts how often the client no longer wanted it. */
const observed = (reply: Reply.Reply) => {
  let interrupted = 0
  const count = Effect.sync(() => {
    interrupted += 1
  })
  return {
    interrupted: () => interrupted,
    reply: Effect.map(
      Effect.onInterrupt(reply, () => count),
      (answer) => ({
        ...answer,
        body: Stream.ensuringWith(answer.body ?? Stream.empty, (exit) =>
          Exit.isInterrupted(exit) ? count : Effect.void
        )
      })
    )
  }
}

describe("limit of an attempt", () => {
  for (const [name, outcome] of [
    ["no answer", Reply.never],
    ["a body that stalls", Reply.delayBody(Reply.json({ status: 200 }, { status: 200 }), Infinity)],
    ["an answer one millisecond too late", Effect.delay(found, 10_001)]
  ] as const) {
    it.effect(`is 10 seconds: ${name}`, () =>
      Effect.gen(function* () {
        const { interrupted, reply } = observed(outcome)
        const http = scripted(reply)
        const fiber = yield* failingOnce(http, defaults)
        const error = yield* endsAfter(fiber, "10 seconds")
        assertTimeout(error, "attempt", "10 seconds")
        assert.strictEqual(error.attempts, 1)
        assert.isTrue(error.isRetryable)
        assert.strictEqual(http.requests.length, 1)
        assert.strictEqual(interrupted(), 1, "the request goes on")
      })
    )
  }

  it.effect("waits 2 seconds for the body of an error, whose head tells what counts", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.delayBody(Reply.error(500), Infinity))
      const fiber = yield* failingOnce(http, defaults)
      assertTag(yield* endsAfter(fiber, "2 seconds"), "ServerError")
    })
  )

  it.effect("lets an answer through that comes in time", () =>
    Effect.gen(function* () {
      const http = scripted([Effect.delay(found, 9999)])
      const fiber = yield* start(Effect.provide(getKey, clientOf(http)))
      const key = yield* endsAfter(fiber, 9999)
      assert.strictEqual(key.label, "My API Key")
    })
  )

  it.effect("covers the asking for the token", () =>
    Effect.gen(function* () {
      const http = scripted([])
      const fiber = yield* getKey.pipe(
        Effect.provide(RetryPolicy.none),
        Effect.provide(clientOf(http, { accessToken: Effect.never })),
        Effect.flip,
        start
      )
      assertTimeout(yield* endsAfter(fiber, "10 seconds"), "attempt", "10 seconds")
    })
  )

  for (const limit of ["attempt", "total"] as const) {
    it.effect(`says that nothing was sent where the token is late: ${limit}`, () =>
      Effect.gen(function* () {
        const http = scripted([])
        const fiber = yield* createKey.pipe(
          Effect.provide(TimeoutPolicy.layer({ [limit]: "3 seconds" })),
          Effect.provide(RetryPolicy.none),
          Effect.provide(clientOf(http, { accessToken: Effect.never })),
          Effect.flip,
          start
        )
        const error = yield* endsAfter(fiber, "3 seconds")
        assertTimeout(error, limit, "3 seconds")
        assert.include(error.message, "No access token within 3s")
        assert.include(error.message, "This attempt was not sent.")
        assert.strictEqual(error.attempts, 0)
        assert.isFalse(error.mayHaveTakenEffect)
        assert.isTrue(error.isRetryable)
      })
    )
  }

  it.effect("counts no attempt whose token is late, and still ends", () =>
    Effect.gen(function* () {
      const http = scripted([])
      const fiber = yield* createKey.pipe(
        withJitter(0),
        Effect.provide(clientOf(http, { accessToken: Effect.never })),
        Effect.flip,
        start
      )
      const error = yield* endsAfter(fiber, "30 seconds")
      assertTimeout(error, "attempt", "10 seconds")
      assert.strictEqual(error.attempts, 0)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )

  it.effect("keeps what an attempt before may have done where the token is late", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.never])
      let asked = 0
      const accessToken = Effect.suspend(() =>
        asked++ === 0 ? Effect.succeed(Redacted.make("token-of-the-tests")) : Effect.never
      )
      const fiber = yield* updateKey.pipe(
        withJitter(0),
        Effect.provide(clientOf(http, { accessToken })),
        Effect.flip,
        start
      )
      const error = yield* endsAfter(fiber, "30 seconds")
      assert.strictEqual(error.attempts, 1)
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )

  it.effect("covers token and answer together", () =>
    Effect.gen(function* () {
      const http = scripted(Effect.delay(found, "4 seconds"))
      const slowToken = (delay: Duration.DurationInput) =>
        clientOf(http, {
          accessToken: Effect.delay(Effect.succeed(Redacted.make("token-of-the-tests")), delay)
        })
      const call = (delay: Duration.DurationInput) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.none),
          Effect.provide(slowToken(delay)),
          Effect.either,
          start
        )
      assert.propertyVal(yield* endsAfter(yield* call(5999), 9999), "_tag", "Right")
      assert.propertyVal(yield* endsAfter(yield* call(6001), 10_000), "_tag", "Left")
    })
  )

  it.effect("is not renewed by a body that trickles in", () =>
    Effect.gen(function* () {
      const http = scripted(
        Effect.map(Reply.empty(), (head) => ({
          ...head,
          body: Stream.fromIterable(JSON.stringify(getApiKey)).pipe(
            Stream.encodeText,
            Stream.tap(() => Effect.sleep("1 second"))
          )
        }))
      )
      const fiber = yield* failingOnce(http, defaults)
      for (let second = 1; second <= 9; second++) {
        yield* TestClock.adjust("1 second")
        assert.isNull(fiber.unsafePoll())
      }
      assertTimeout(yield* endsAfter(fiber, "1 second"), "attempt", "10 seconds")
    })
  )

  it.effect("begins anew with each attempt", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.never, Effect.delay(found, 9999)])
      const call = Effect.provide(getKey, clientOf(http))
      const fiber = yield* call.pipe(withJitter(0), start)
      yield* endsAfter(fiber, 19_999)
      assert.strictEqual(http.requests[1]?.sentAt, 10_000)
    })
  )

  it.effect("ends the last attempt with the number of all", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.never)
      const call = Effect.flip(Effect.provide(getKey, clientOf(http)))
      const fiber = yield* call.pipe(withJitter(0), start)
      const error = yield* endsAfter(fiber, "30 seconds")
      assertTimeout(error, "attempt", "10 seconds")
      assert.strictEqual(error.attempts, 3)
    })
  )

  for (const duration of [1, "1500 millis", "2 minutes", Duration.seconds(5)] as const) {
    it.effect(`can be ${Duration.format(duration)}`, () =>
      Effect.gen(function* () {
        const limits = TimeoutPolicy.layer({ attempt: duration, total: "5 minutes" })
        const fiber = yield* failingOnce(scripted(Reply.never), limits)
        assertTimeout(yield* endsAfter(fiber, duration), "attempt", duration)
      })
    )
  }
})

describe("limit of a whole call", () => {
  const tireless = RetryPolicy.layer({ maxRetries: 50, budget: false })

  const failing = (http: ScriptedServer, limits: Layer.Layer<TimeoutPolicy>) =>
    getKey.pipe(
      Effect.provide(Layer.merge(tireless, limits)),
      Effect.provide(clientOf(http)),
      Effect.flip,
      withJitter(0),
      start
    )

  it.effect("is 60 seconds", () =>
    Effect.gen(function* () {
      const { interrupted, reply } = observed(Reply.never)
      const http = scripted(reply)
      const fiber = yield* failing(http, defaults)
      const error = yield* endsAfter(fiber, "60 seconds")
      assertTimeout(error, "total", "60 seconds")
      assert.strictEqual(error.attempts, 6)
      assert.strictEqual(interrupted(), 6)
    })
  )

  it.effect("cuts an attempt off", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.never)
      const fiber = yield* failing(http, TimeoutPolicy.layer({ total: "15 seconds" }))
      const error = yield* endsAfter(fiber, "15 seconds")
      assertTimeout(error, "total", "15 seconds")
      assert.strictEqual(error.attempts, 2)
      assert.deepStrictEqual(
        http.requests.map(({ sentAt }) => sentAt),
        [0, 10_000]
      )
    })
  )

  it.effect("counts the pauses", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(429, { headers: { "retry-after": "4" } }), Reply.never])
      const fiber = yield* failing(http, TimeoutPolicy.layer({ total: "5 seconds" }))
      assertTimeout(yield* endsAfter(fiber, "5 seconds"), "total", "5 seconds")
    })
  )

  it.effect("is the one that is named where both limits end together", () =>
    Effect.gen(function* () {
      const limits = TimeoutPolicy.layer({ attempt: "3 seconds", total: "3 seconds" })
      const http = scripted(Reply.never)
      const fiber = yield* failing(http, limits)
      assertTimeout(yield* endsAfter(fiber, "3 seconds"), "total", "3 seconds")
      assert.strictEqual(http.requests.length, 1)
    })
  )

  it.effect("begins anew with each call", () =>
    Effect.gen(function* () {
      const http = scripted(Effect.delay(found, "4 seconds"))
      const calls = Effect.replicateEffect(getKey, 3)
      const fiber = yield* calls.pipe(
        Effect.provide(TimeoutPolicy.layer({ total: "5 seconds" })),
        Effect.provide(clientOf(http)),
        start
      )
      yield* endsAfter(fiber, "12 seconds")
    })
  )
})

describe("once the time of the whole call is over", () => {
  const oneSecond = TimeoutPolicy.layer({ attempt: "1 minute", total: "1 second" })

  const calls: ReadonlyArray<
    readonly [name: string, call: Effect.Effect<unknown, BitGptError, ApiKeys>]
  > = [
    ["a get", getKey],
    ["a create", createKey]
  ]
  for (const [name, call] of calls) {
    it.effect(`nothing is sent of ${name} whose token came late`, () =>
      Effect.gen(function* () {
        const http = scripted([])
        const { block, run } = yield* blockable
        const error = yield* run(
          call.pipe(
            Effect.provide(oneSecond),
            Effect.provide(
              clientOf(http, {
                accessToken: Effect.as(block("1 second"), Redacted.make("token-of-the-tests"))
              })
            ),
            Effect.flip
          )
        )
        assertTimeout(error, "total", "1 second")
        assert.include(error.message, "This attempt was not sent.")
        assert.strictEqual(error.attempts, 0)
        assert.isFalse(error.mayHaveTakenEffect)
        assert.lengthOf(http.requests, 0)
      })
    )
  }

  it.effect("nothing is sent again after a token that came late", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503)])
      let asked = 0
      const { block, run } = yield* blockable
      const error = yield* run(
        updateKey.pipe(
          Effect.provide(TimeoutPolicy.layer({ attempt: "1 minute", total: "1 second" })),
          Effect.provide(
            clientOf(http, {
              accessToken: Effect.suspend(() =>
                Effect.as(block(asked++ * 1000), Redacted.make("token-of-the-tests"))
              )
            })
          ),
          withJitter(0),
          Effect.flip
        )
      )
      assertTimeout(error, "total", "1 second")
      assert.strictEqual(error.attempts, 1)
      assert.isTrue(error.mayHaveTakenEffect)
      assert.lengthOf(http.requests, 1)
    })
  )
})

describe("a caller that can't be interrupted", () => {
  for (const [name, outcome] of [
    ["no answer", Reply.never],
    ["a body that stalls", Reply.delayBody(Reply.json({ status: 200 }, { status: 200 }), Infinity)]
  ] as const) {
    it.effect(`is held to both limits all the same: ${name}`, () =>
      Effect.gen(function* () {
        const call = Effect.provide(getKey, clientOf(scripted(outcome)))
        const fiber = yield* call.pipe(
          Effect.provide(TimeoutPolicy.layer({ total: "15 seconds" })),
          Effect.flip,
          Effect.uninterruptible,
          withJitter(0),
          start
        )
        assertTimeout(yield* endsAfter(fiber, "15 seconds"), "total", "15 seconds")
      })
    )
  }

  it.effect("gets its answer even when somebody interrupts it", () =>
    Effect.gen(function* () {
      const call = Effect.provide(getKey, clientOf(scripted(Effect.delay(found, "3 seconds"))))
      let label: string | undefined
      const fiber = yield* call.pipe(
        Effect.tap((key) => Effect.sync(() => (label = key.label))),
        Effect.uninterruptible,
        start
      )
      yield* Fiber.interruptFork(fiber)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(label, "My API Key")
    })
  )
})

describe("what takes time besides the server", () => {
  it.effect("a token effect that won't be interrupted holds no call up", () =>
    Effect.gen(function* () {
      const accessToken = Effect.uninterruptible(
        Effect.as(Effect.sleep("1 hour"), Redacted.make("late"))
      )
      const http = scripted(found)
      const fiber = yield* getKey.pipe(
        Effect.provide(RetryPolicy.none),
        Effect.provide(clientOf(http, { accessToken })),
        Effect.flip,
        start
      )
      assertTimeout(yield* endsAfter(fiber, "10 seconds"), "attempt", "10 seconds")
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(http.requests, 0)
    })
  )

  it.effect(
    "a schedule that thinks longer than the call may take ends it with the last error",
    () =>
      Effect.gen(function* () {
        const http = scripted(Reply.error(503))
        const schedule = Schedule.forever.pipe(Schedule.tapOutput(() => Effect.sleep("1 hour")))
        const fiber = yield* getKey.pipe(
          Effect.provide(RetryPolicy.layer({ schedule })),
          Effect.provide(clientOf(http)),
          Effect.flip,
          start
        )
        const error = yield* endsAfter(fiber, "60 seconds")
        assert.strictEqual(error._tag, "ServerError")
        assert.lengthOf(http.requests, 1)
      })
  )
})

describe("no limits", () => {
  it.effect("are what none sets", () =>
    Effect.gen(function* () {
      const http = scripted([Effect.delay(found, "1000 days")])
      const call = getKey.pipe(Effect.provide(TimeoutPolicy.none), Effect.provide(clientOf(http)))
      yield* endsAfter(yield* start(call), "1000 days")
    })
  )

  it.effect("are for attempts alone where only attempt is infinite", () =>
    Effect.gen(function* () {
      const limits = TimeoutPolicy.layer({ attempt: Duration.infinity })
      const fiber = yield* failingOnce(scripted(Reply.never), limits)
      assertTimeout(yield* endsAfter(fiber, "60 seconds"), "total", "60 seconds")
    })
  )

  it.effect("are for whole calls alone where only total is infinite", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.never)
      const policies = Layer.merge(
        TimeoutPolicy.layer({ attempt: "30 seconds", total: Infinity }),
        RetryPolicy.layer({ maxRetries: 4 })
      )
      const call = getKey.pipe(
        Effect.provide(policies),
        Effect.provide(clientOf(http)),
        Effect.flip
      )
      const fiber = yield* call.pipe(withJitter(0), start)
      const error = yield* endsAfter(fiber, "150 seconds")
      assertTimeout(error, "attempt", "30 seconds")
      assert.strictEqual(error.attempts, 5)
    })
  )
})

describe("the limit that is not given", () => {
  it.effect("is 60 seconds for the whole call", () =>
    Effect.gen(function* () {
      const limits = TimeoutPolicy.layer({ attempt: "2 minutes" })
      const fiber = yield* failingOnce(scripted(Reply.never), limits)
      assertTimeout(yield* endsAfter(fiber, "60 seconds"), "total", "60 seconds")
    })
  )

  it.effect("is 10 seconds for an attempt", () =>
    Effect.gen(function* () {
      const limits = TimeoutPolicy.layer({ total: "2 minutes" })
      const fiber = yield* failingOnce(scripted(Reply.never), limits)
      assertTimeout(yield* endsAfter(fiber, "10 seconds"), "attempt", "10 seconds")
    })
  )
})

describe("layerConfig", () => {
  const configured = (entries: ReadonlyArray<readonly [string, string]>) =>
    TimeoutPolicy.layerConfig().pipe(
      Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map(entries)))),
      Layer.orDie
    )

  for (const [name, entries, limit, duration] of [
    ["the limit of an attempt", [["BITGPT_TIMEOUT_ATTEMPT", "3 seconds"]], "attempt", "3 seconds"],
    ["the limit of a call", [["BITGPT_TIMEOUT_TOTAL", "4 seconds"]], "total", "4 seconds"],
    ["no limit", [["BITGPT_TIMEOUT_ATTEMPT", "infinity"]], "total", "60 seconds"],
    ["nothing, and has the defaults", [], "attempt", "10 seconds"]
  ] as const) {
    it.effect(`reads ${name}`, () =>
      Effect.gen(function* () {
        const fiber = yield* failingOnce(scripted(Reply.never), configured(entries))
        assertTimeout(yield* endsAfter(fiber, duration), limit, duration)
      })
    )
  }

  it.effect("fails where a value can't be read", () =>
    Effect.gen(function* () {
      const provider = ConfigProvider.fromMap(new Map([["BITGPT_TIMEOUT_TOTAL", "long"]]))
      const layer = Layer.provide(TimeoutPolicy.layerConfig(), Layer.setConfigProvider(provider))
      const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
      if (error._op !== "InvalidData") return assert.fail(error._op)
      assert.deepStrictEqual(error.path, ["BITGPT_TIMEOUT_TOTAL"])
      assert.include(error.message, '"10 seconds", "500ms" or "infinity"')
    })
  )
})

describe("limits beyond what a timer of the runtime can count", () => {
  // Such a timer would go off at once.
  it.live.each([2 ** 31 - 1, 2 ** 31, 2 ** 40])("%d ms don't end a call early", (millis) =>
    Effect.gen(function* () {
      const http = scripted(Effect.delay(found, 20))
      const limits = TimeoutPolicy.layer({ attempt: millis, total: millis })
      const key = yield* getKey.pipe(Effect.provide(limits), Effect.provide(clientOf(http)))
      assert.strictEqual(key.label, getApiKey.data.label)
    })
  )
})
