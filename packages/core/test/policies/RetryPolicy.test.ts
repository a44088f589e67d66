import { assert, describe, it } from "@effect/vitest"
import {
  Clock,
  ConfigProvider,
  Effect,
  Exit,
  FastCheck,
  Fiber,
  Layer,
  Random,
  Schedule,
  TestClock
} from "effect"
import { type BitGptError, RetryPolicy, TimeoutPolicy } from "../../src/index.js"
import { runs } from "../support/runs.js"
import { Reply } from "../../src/testing.js"
import {
  clientOf,
  found,
  getKey,
  nextRequestAfter,
  pausesBetween,
  scripted
} from "../support/scriptedServer.js"
import { atOnce, endsAfter, start, withJitter, withTimers } from "../support/time.js"

const down = Reply.error(503)

describe("default policy", () => {
  it.effect("tries twice more, then fails with the last error", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(500), Reply.error(502), Reply.error(503)])
      const error = yield* getKey.pipe(
        Effect.provide(clientOf(http)),
        Effect.flip,
        withJitter(0),
        atOnce
      )
      assert.strictEqual(http.requests.length, 3)
      assert.propertyVal(error, "_tag", "ServerError")
      assert.propertyVal(error, "status", 503)
      assert.strictEqual(error.attempts, 3)
    })
  )

  it.effect("ends with the first success", () =>
    Effect.gen(function* () {
      const http = scripted([down, found])
      const key = yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(0), atOnce)
      assert.strictEqual(key.label, "My API Key")
      assert.strictEqual(http.requests.length, 2)
    })
  )

  it.effect("pauses at most 500 ms, then at most 1 s", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(1), start)
      yield* nextRequestAfter(http, "500 millis")
      yield* nextRequestAfter(http, "1 second")
    })
  )

  it.effect("pauses for the part of the longest pause that Random says", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const jitter = Effect.withRandom(Random.fixed([0.5, 0.25]))
      const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), jitter, start)
      yield* nextRequestAfter(http, "250 millis")
      yield* nextRequestAfter(http, "250 millis")
      assert.isTrue(Exit.isFailure(yield* Fiber.await(fiber)))
    })
  )

  it.effect("gives the same pauses for the same seed", () =>
    Effect.gen(function* () {
      const numbers = Random.make("a fixed seed")
      const first = 500 * (yield* numbers.next)
      const second = 1000 * (yield* numbers.next)
      const http = scripted(down)
      const seed = Effect.withRandom(Random.make("a fixed seed"))
      yield* getKey.pipe(Effect.provide(clientOf(http)), seed, start)
      yield* TestClock.setTime(Math.floor(first))
      assert.strictEqual(http.requests.length, 1)
      yield* TestClock.setTime(Math.ceil(first))
      assert.strictEqual(http.requests.length, 2)
      yield* TestClock.setTime(Math.floor(first + second))
      assert.strictEqual(http.requests.length, 2)
      yield* TestClock.setTime(Math.ceil(first + second))
      assert.strictEqual(http.requests.length, 3)
    })
  )
})

describe("backoff", () => {
  const unlimited = Layer.merge(RetryPolicy.layer({ maxRetries: 7 }), TimeoutPolicy.none)

  it.effect("doubles up to 8 s", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      yield* getKey.pipe(
        Effect.provide(clientOf(http)),
        Effect.provide(unlimited),
        withJitter(1),
        start
      )
      for (const pause of [500, 1000, 2000, 4000, 8000, 8000, 8000]) {
        yield* nextRequestAfter(http, pause)
      }
    })
  )

  it.effect.prop(
    "has pauses between nothing and the bound, whatever the seed",
    [FastCheck.integer()],
    ([seed]) =>
      Effect.gen(function* () {
        const http = scripted(down)
        yield* getKey.pipe(
          Effect.provide(clientOf(http)),
          Effect.provide(unlimited),
          Effect.withRandom(Random.make(seed)),
          start
        )
        yield* TestClock.adjust("1 hour")
        const pauses = pausesBetween(http)
        assert.strictEqual(pauses.length, 7)
        for (const [index, pause] of pauses.entries()) {
          assert.isAtLeast(pause, 0)
          assert.isAtMost(pause, Math.min(8000, 500 * 2 ** index) + 1e-6)
        }
        assert.isAbove(new Set(pauses).size, 1, "there is no jitter")
      }),
    { fastCheck: runs(10), timeout: 30_000 }
  )

  it.effect("takes its first and its longest pause from the layer", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const policy = RetryPolicy.layer({ maxRetries: 3, baseDelay: "2 seconds", maxDelay: 5000 })
      yield* getKey.pipe(
        Effect.provide(clientOf(http)),
        Effect.provide(policy),
        withJitter(1),
        start
      )
      for (const pause of [2000, 4000, 5000]) yield* nextRequestAfter(http, pause)
    })
  )

  it.effect("begins anew with each call", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const twice = Effect.zip(Effect.either(getKey), Effect.either(getKey))
      const fiber = yield* twice.pipe(Effect.provide(clientOf(http)), withJitter(1), start)
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        http.requests.map((request) => request.sentAt),
        [0, 500, 1500, 1500, 2000, 3000]
      )
    })
  )

  for (const [maxRetries, requests] of [
    [4, 5],
    [1, 2],
    [0, 1]
  ] as const) {
    it.effect(`makes ${requests} requests with maxRetries ${maxRetries}`, () =>
      Effect.gen(function* () {
        const http = scripted(down)
        const policy = RetryPolicy.layer({ maxRetries })
        const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
        yield* call.pipe(Effect.flip, withJitter(0), atOnce)
        assert.strictEqual(http.requests.length, requests)
      })
    )
  }

  it.effect("ends at once when the fiber is interrupted", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(1), start)
      yield* TestClock.adjust("100 millis")
      const exit = yield* atOnce(Fiber.interrupt(fiber))
      assert.isTrue(Exit.isInterrupted(exit))
      assert.strictEqual(yield* Clock.currentTimeMillis, 100)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(http.requests.length, 1)
    })
  )
})

describe("total time limit", () => {
  const policy = TimeoutPolicy.layer({ total: "2 seconds" })
  const overloaded = (millis: number) =>
    Reply.error(429, { headers: { "retry-after-ms": `${millis}` } })

  for (const pause of [2000, 2001, 30_000]) {
    it.effect(`ends the call right away when it has 2000 ms left for a pause of ${pause} ms`, () =>
      Effect.gen(function* () {
        const http = scripted(overloaded(pause))
        const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
        const error = yield* call.pipe(Effect.flip, atOnce)
        assert.propertyVal(error, "_tag", "RateLimitError")
        assert.strictEqual(error.attempts, 1)
        assert.strictEqual(http.requests.length, 1)
      })
    )
  }

  it.effect("lets a pause begin that ends before it", () =>
    Effect.gen(function* () {
      const http = scripted([overloaded(1999), found])
      const fiber = yield* getKey.pipe(
        Effect.provide(clientOf(http)),
        Effect.provide(policy),
        start
      )
      yield* nextRequestAfter(http, 1999)
      assert.strictEqual((yield* Fiber.join(fiber)).label, "My API Key")
    })
  )

  it.effect("counts the time that earlier attempts took", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.never, overloaded(500)])
      const limits = TimeoutPolicy.layer({ attempt: "1500 millis", total: "2 seconds" })
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(limits))
      const fiber = yield* call.pipe(Effect.flip, withJitter(0), start)
      const error = yield* endsAfter(fiber, 1500)
      assert.propertyVal(error, "_tag", "RateLimitError")
      assert.strictEqual(error.attempts, 2)
    })
  )

  it.effect("lets nothing be sent after a pause that took longer than it should", () =>
    Effect.gen(function* () {
      const http = scripted([overloaded(1000)])
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
      const fiber = yield* call.pipe(Effect.flip, withTimers(2), start)
      const error = yield* endsAfter(fiber, 2000)
      assert.propertyVal(error, "_tag", "RateLimitError")
      assert.strictEqual(error.attempts, 1)
    })
  )
})

describe("own schedule", () => {
  it.effect("is not asked once the time of the whole call is over", () =>
    Effect.gen(function* () {
      let asked = 0
      const schedule = Schedule.recurs(5).pipe(
        Schedule.tapInput(() =>
          Effect.sync(() => {
            asked += 1
          })
        )
      )
      const http = scripted(Reply.never)
      const limits = TimeoutPolicy.layer({ attempt: Infinity, total: "1 second" })
      const policies = Layer.merge(RetryPolicy.layer({ schedule }), limits)
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policies))
      const fiber = yield* call.pipe(Effect.flip, start)
      assert.propertyVal(yield* endsAfter(fiber, 1000), "limit", "total")
      assert.strictEqual(asked, 0)
    })
  )

  it.effect("that interrupts itself makes no retry, and doesn't interrupt the call", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const schedule = Schedule.recurs(5).pipe(Schedule.tapOutput(() => Effect.interrupt))
      const error = yield* getKey.pipe(
        Effect.provide(clientOf(http)),
        Effect.provide(RetryPolicy.layer({ schedule })),
        Effect.flip,
        atOnce
      )
      assert.strictEqual(error._tag, "ServerError")
      assert.strictEqual(error.attempts, 1)
    })
  )

  const under = (schedule: Schedule.Schedule<unknown, BitGptError>, maxRetries?: number) =>
    Effect.provide(RetryPolicy.layer({ schedule, maxRetries }))

  it.effect("paces the retries and ends them", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const schedule = Schedule.spaced("3 seconds").pipe(Schedule.intersect(Schedule.recurs(4)))
      const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), under(schedule), start)
      for (let retry = 1; retry <= 4; retry++) yield* nextRequestAfter(http, "3 seconds")
      assert.isTrue(Exit.isFailure(yield* Fiber.await(fiber)))
      assert.strictEqual(http.requests.length, 5)
    })
  )

  it.effect("ends by the time that has passed", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const schedule = Schedule.spaced("2 seconds").pipe(Schedule.upTo("5 seconds"))
      yield* TestClock.adjust("1 day")
      yield* getKey.pipe(Effect.provide(clientOf(http)), under(schedule), start)
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(pausesBetween(http), [2000, 2000, 2000])
    })
  )

  it.effect("may go on for longer than the default policy", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const call = getKey.pipe(Effect.provide(clientOf(http)), under(Schedule.recurs(20)))
      yield* call.pipe(Effect.flip, atOnce)
      assert.strictEqual(http.requests.length, 21)
    })
  )

  it.effect("is cut off by maxRetries", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const call = getKey.pipe(Effect.provide(clientOf(http)), under(Schedule.forever, 3))
      yield* call.pipe(Effect.flip, atOnce)
      assert.strictEqual(http.requests.length, 4)
    })
  )

  it.effect("can refuse an error", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503), Reply.error(429)])
      const onlyServerErrors = Schedule.recurs(5).pipe(
        Schedule.whileInput((error: BitGptError) => error._tag === "ServerError")
      )
      const call = getKey.pipe(Effect.provide(clientOf(http)), under(onlyServerErrors))
      const error = yield* call.pipe(Effect.flip, atOnce)
      assert.propertyVal(error, "_tag", "RateLimitError")
      assert.strictEqual(http.requests.length, 2)
    })
  )

  it.effect("can pace by the error", () =>
    Effect.gen(function* () {
      const http = scripted([down, down, down, found])
      const linear = Schedule.identity<BitGptError>().pipe(
        Schedule.addDelay((error) => error.attempts * 1000)
      )
      const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), under(linear), start)
      for (const pause of [1000, 2000, 3000]) yield* nextRequestAfter(http, pause)
      yield* Fiber.join(fiber)
    })
  )

  it.effect("never sees an error that is not retried", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.error(404))
      const seen: Array<BitGptError> = []
      const recording = Schedule.recurs(5).pipe(
        Schedule.tapInput((error: BitGptError) => Effect.sync(() => seen.push(error)))
      )
      const call = getKey.pipe(Effect.provide(clientOf(http)), under(recording))
      yield* call.pipe(Effect.flip, atOnce)
      assert.strictEqual(http.requests.length, 1)
      assert.strictEqual(seen.length, 0)
    })
  )
})

describe("layerConfig", () => {
  const configured = (entries: ReadonlyArray<readonly [string, string]>) =>
    Layer.setConfigProvider(ConfigProvider.fromMap(new Map(entries)))

  it.effect("reads the documented names", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const policy = RetryPolicy.layerConfig().pipe(
        Layer.provide(
          configured([
            ["BITGPT_RETRY_MAX_RETRIES", "4"],
            ["BITGPT_RETRY_BASE_DELAY", "1 second"],
            ["BITGPT_RETRY_MAX_DELAY", "3 seconds"]
          ])
        )
      )
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
      const fiber = yield* call.pipe(withJitter(1), start)
      for (const pause of [1000, 2000, 3000, 3000]) yield* nextRequestAfter(http, pause)
      assert.isTrue(Exit.isFailure(yield* Fiber.await(fiber)))
    })
  )

  it.effect("reads the longest Retry-After", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(429, { headers: { "retry-after": "6" } })])
      const policy = RetryPolicy.layerConfig().pipe(
        Layer.provide(configured([["BITGPT_RETRY_MAX_RETRY_AFTER", "5 seconds"]]))
      )
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
      yield* call.pipe(Effect.flip, atOnce)
      assert.strictEqual(http.requests.length, 1)
    })
  )

  it.effect("has the defaults for what is not configured", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const policy = RetryPolicy.layerConfig().pipe(Layer.provide(configured([])))
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
      yield* call.pipe(withJitter(1), start)
      for (const pause of [500, 1000]) yield* nextRequestAfter(http, pause)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(http.requests.length, 3)
    })
  )

  it.effect("fails where a value can't be read", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.layerConfig().pipe(
        Layer.provide(configured([["BITGPT_RETRY_MAX_RETRIES", "many"]]))
      )
      const error = yield* Effect.flip(Effect.scoped(Layer.build(policy)))
      assert.deepStrictEqual(error._op === "InvalidData" ? error.path : [], [
        "BITGPT_RETRY_MAX_RETRIES"
      ])
    })
  )
})
