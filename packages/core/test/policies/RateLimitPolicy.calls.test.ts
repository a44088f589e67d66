import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import { RateLimitPolicy, RetryPolicy, TimeoutPolicy } from "../../src/index.js"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, pausesBetween, scripted } from "../support/scriptedServer.js"
import { endsAfter, start, withJitter } from "../support/time.js"

const twoAndThenOneASecond = RateLimitPolicy.layer({ requests: 1, interval: "1 second", burst: 2 })

/** So many calls at once. */
const calls = (count: number) =>
  Effect.all(
    Array.from({ length: count }, () => getKey),
    { concurrency: "unbounded" }
  )

describe("calls under a rate limit", () => {
  it.effect("go out at once while there are tokens, and then at the rate", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      const client = clientOf(http).pipe(Layer.provide(twoAndThenOneASecond))
      const fiber = yield* start(calls(5).pipe(Effect.provide(client)))
      assert.lengthOf(http.requests, 2)
      yield* TestClock.adjust("3 seconds")
      yield* fiber
      assert.deepStrictEqual(pausesBetween(http), [0, 1000, 1000, 1000])
    })
  )

  it.effect("have no limit where nobody sets one", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      yield* start(calls(500).pipe(Effect.provide(clientOf(http))))
      assert.lengthOf(http.requests, 500)
    })
  )

  it.effect("share the tokens of their client, not those of another", () =>
    Effect.gen(function* () {
      const [one, other] = [scripted(found), scripted(found)]
      for (const http of [one, other]) {
        const client = clientOf(http).pipe(Layer.provide(twoAndThenOneASecond))
        yield* start(calls(3).pipe(Effect.provide(client)))
        assert.lengthOf(http.requests, 2)
      }
    })
  )

  it.effect("take a token for each retry too", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503), Reply.error(503), found])
      const client = clientOf(http).pipe(
        Layer.provide(RateLimitPolicy.layer({ requests: 1, interval: "4 seconds", burst: 1 }))
      )
      const fiber = yield* start(getKey.pipe(Effect.provide(client), withJitter(0)))
      yield* TestClock.adjust("8 seconds")
      yield* fiber
      assert.deepStrictEqual(pausesBetween(http), [4000, 4000])
    })
  )
})

describe("a turn that comes too late", () => {
  const oneAMinute = RateLimitPolicy.layer({ requests: 1, interval: "1 minute", burst: 1 })

  it.effect("ends the call at once, with nothing sent", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      const client = clientOf(http).pipe(
        Layer.provide(Layer.merge(oneAMinute, TimeoutPolicy.layer({ total: "20 seconds" })))
      )
      const error = yield* Effect.zipRight(getKey, Effect.flip(getKey)).pipe(
        Effect.provide(client),
        start,
        Effect.flatMap(Fiber.join)
      )
      assert.lengthOf(http.requests, 1)
      if (error._tag !== "TimeoutError") return assert.fail(error._tag)
      assert.strictEqual(error.limit, "total")
      assert.strictEqual(error.attempts, 0)
      assert.isTrue(error.isRetryable)
      assert.isFalse(error.mayHaveTakenEffect)
      assert.include(error.message, "rate limit")
      assert.include(error.message, "Nothing was sent")
    })
  )

  it.effect("is waited for where there is no limit to the call", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      const client = clientOf(http).pipe(Layer.provide(Layer.merge(oneAMinute, TimeoutPolicy.none)))
      const fiber = yield* start(Effect.zipRight(getKey, getKey).pipe(Effect.provide(client)))
      yield* endsAfter(fiber, "1 minute")
    })
  )

  it.effect("ends a retry with the error that led to it", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503)])
      const client = clientOf(http).pipe(Layer.provide(oneAMinute))
      const fiber = yield* start(Effect.flip(getKey).pipe(Effect.provide(client), withJitter(0)))
      yield* TestClock.adjust("1 second")
      const error = yield* fiber
      assert.strictEqual(error._tag, "ServerError")
      assert.strictEqual(error.attempts, 1)
    })
  )
  it.effect("is judged by the time that is left when the pause is over", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503, { headers: { "retry-after": "5" } })])
      const client = clientOf(http).pipe(
        Layer.provide(
          Layer.merge(
            RateLimitPolicy.layer({ requests: 1, interval: "14 seconds", burst: 1 }),
            TimeoutPolicy.layer({ total: "12 seconds" })
          )
        )
      )
      const fiber = yield* start(Effect.flip(getKey).pipe(Effect.provide(client)))
      assert.strictEqual((yield* endsAfter(fiber, "5 seconds"))._tag, "ServerError")
    })
  )
})

describe("an answer of 429", () => {
  it.effect("holds up all callers of the client", () =>
    Effect.gen(function* () {
      const http = scripted([
        Reply.error(429, { headers: { "retry-after": "7" } }),
        found,
        found,
        found
      ])
      const client = clientOf(http).pipe(
        Layer.provide(
          Layer.merge(RateLimitPolicy.layer({ requests: 1, burst: 10 }), RetryPolicy.none)
        )
      )
      const program = Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(getKey))._tag, "RateLimitError")
        yield* calls(3)
      })
      const fiber = yield* start(program.pipe(Effect.provide(client)))
      yield* TestClock.adjust("6999 millis")
      assert.lengthOf(http.requests, 1)
      yield* TestClock.adjust("3 seconds")
      yield* fiber
      assert.deepStrictEqual(pausesBetween(http), [7000, 1000, 1000])
    })
  )

  it.effect("holds nobody up without a limit", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(429, { headers: { "retry-after": "7" } }), found])
      const client = clientOf(http).pipe(Layer.provide(RetryPolicy.none))
      yield* start(Effect.zipRight(Effect.flip(getKey), getKey).pipe(Effect.provide(client)))
      assert.lengthOf(http.requests, 2)
    })
  )
})
