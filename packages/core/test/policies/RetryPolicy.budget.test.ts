import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Logger, LogLevel, TestClock } from "effect"
import {
  type ApiKeys,
  type RetryBudgetOptions,
  RetryPolicy,
  TimeoutPolicy
} from "../../src/index.js"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, scripted } from "../support/scriptedServer.js"
import { atOnce, start, withJitter, withTimers } from "../support/time.js"

const down = Reply.error(503)

/** As many retries as the budget allows. */
const budget = (tokens: RetryBudgetOptions | false, maxRetries = 50) =>
  RetryPolicy.layer({ maxRetries, baseDelay: 0, budget: tokens })

/** Requests of one call of a client, whatever comes of it. */
const requestsOf = (
  http: { readonly requests: ReadonlyArray<unknown> },
  policy: Layer.Layer<RetryPolicy>
): Effect.Effect<number, never, ApiKeys> =>
  Effect.gen(function* () {
    const before = http.requests.length
    yield* getKey.pipe(Effect.provide(policy), Effect.exit, atOnce)
    return http.requests.length - before
  })

/** The requests of each call of one client, while the server is down. */
const whileDown = (...policies: ReadonlyArray<Layer.Layer<RetryPolicy>>) =>
  Effect.suspend(() => {
    const http = scripted(down)
    return Effect.forEach(policies, (policy) => requestsOf(http, policy)).pipe(
      Effect.provide(clientOf(http))
    )
  })

/** The requests of each of two calls of one client. */
const twoCalls = (replies: ReadonlyArray<Reply.Reply>, policy: Layer.Layer<RetryPolicy>) =>
  Effect.suspend(() => {
    const http = scripted(replies)
    const requests = requestsOf(http, policy)
    return Effect.provide(Effect.all([requests, requests]), clientOf(http))
  })

/** A server that can be down, and is not before it is told to. */
const switched = (isDown = false) => {
  const state = { isDown }
  return { state, http: scripted(() => (state.isDown ? down : found)) }
}

describe("tokens", () => {
  it.effect("come back when the pause before their retry is interrupted", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      yield* Effect.gen(function* () {
        const slow = RetryPolicy.layer({ maxRetries: 1, baseDelay: "8 seconds", budget: {} })
        for (let call = 0; call < 110; call++) {
          const fiber = yield* start(Effect.provide(getKey, slow))
          yield* Fiber.interrupt(fiber)
        }
        assert.lengthOf(http.requests, 110)
        assert.strictEqual(yield* requestsOf(http, budget({}, 1000)), 1 + 100)
      }).pipe(withJitter(1), Effect.provide(clientOf(http)))
    })
  )

  it.effect("come back from an interrupted pause as many as it took", () =>
    Effect.gen(function* () {
      const http = scripted([down, Reply.error(404), down, down, down])
      const policy = budget({ capacity: 10 })
      const slow = RetryPolicy.layer({ baseDelay: "8 seconds", budget: { capacity: 10 } })
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* requestsOf(http, policy), 2)
        const fiber = yield* start(Effect.provide(getKey, slow))
        yield* Fiber.interrupt(fiber)
        assert.strictEqual(yield* requestsOf(http, policy), 1 + 1)
      }).pipe(withJitter(1), Effect.provide(clientOf(http)))
    })
  )

  it.effect("come back when a late timer leaves no time for their retry", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const policy = RetryPolicy.layer({
        maxRetries: 1,
        baseDelay: "1 second",
        budget: { capacity: 5 }
      })
      yield* Effect.gen(function* () {
        const fiber = yield* getKey.pipe(
          Effect.provide(Layer.merge(policy, TimeoutPolicy.layer({ total: "2 seconds" }))),
          withTimers(3),
          Effect.exit,
          start
        )
        yield* TestClock.adjust("3 seconds")
        yield* fiber
        assert.lengthOf(http.requests, 1)
        yield* start(Effect.provide(getKey, policy))
        yield* TestClock.adjust("1 second")
        assert.lengthOf(http.requests, 1 + 2)
      }).pipe(withJitter(1), Effect.provide(clientOf(http)))
    })
  )

  it.effect("have their default number where it is left undefined", () =>
    Effect.gen(function* () {
      const policy = budget({ capacity: undefined, retryCost: undefined }, 1000)
      assert.deepStrictEqual(yield* whileDown(policy), [1 + 100])
    })
  )

  it.effect("are 500, of which a retry takes 5", () =>
    Effect.gen(function* () {
      const requests = yield* whileDown(budget({}, 1000), budget({}, 1000))
      assert.deepStrictEqual(requests, [1 + 100, 1])
    })
  )

  it.effect("go 10 at a time after attempts that ran out of time", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.never)
      const limits = TimeoutPolicy.layer({ attempt: "1 second" })
      const call = getKey.pipe(
        Effect.provide(Layer.merge(budget({ capacity: 65 }), limits)),
        Effect.provide(clientOf(http)),
        Effect.flip
      )
      const fiber = yield* start(call)
      yield* TestClock.adjust("59 seconds")
      assert.propertyVal(yield* fiber, "limit", "attempt")
      assert.strictEqual(http.requests.length, 1 + 6)
    })
  )

  it.effect("come back by one with each success at the first attempt", () =>
    Effect.gen(function* () {
      // Nothing is left after the first call; the last one needs the tokens of five successes.
      for (const [successes, retries] of [
        [4, 0],
        [5, 1],
        [9, 1],
        [10, 2]
      ] as const) {
        const { http, state } = switched(true)
        const policy = budget({ capacity: 10 })
        yield* Effect.gen(function* () {
          assert.strictEqual(yield* requestsOf(http, policy), 1 + 2)
          state.isDown = false
          for (let n = 0; n < successes; n++) yield* requestsOf(http, policy)
          state.isDown = true
          assert.strictEqual(yield* requestsOf(http, policy), 1 + retries)
        }).pipe(Effect.provide(clientOf(http)))
      }
    })
  )

  it.effect("never become more than the bucket holds", () =>
    Effect.gen(function* () {
      const { http, state } = switched()
      const policy = budget({ capacity: 10 })
      yield* Effect.gen(function* () {
        for (let n = 0; n < 20; n++) yield* requestsOf(http, policy)
        state.isDown = true
        assert.strictEqual(yield* requestsOf(http, policy), 1 + 2)
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("come back with a success after a retry, as many as the retry took", () =>
    Effect.gen(function* () {
      const rounds = Array.from({ length: 20 }, () => [down, found]).flat()
      const http = scripted(rounds)
      yield* Effect.gen(function* () {
        for (let n = 0; n < 20; n++) {
          assert.strictEqual(yield* requestsOf(http, budget({ capacity: 5 })), 2)
        }
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("come back for the last retry only", () =>
    Effect.gen(function* () {
      const replies = [down, down, found, down, down, down]
      assert.deepStrictEqual(yield* twoCalls(replies, budget({ capacity: 10 })), [3, 2])
    })
  )

  it.effect("don't come back with a failure", () =>
    Effect.gen(function* () {
      const replies = [down, Reply.error(404), down, down]
      assert.deepStrictEqual(yield* twoCalls(replies, budget({ capacity: 9 })), [2, 1])
    })
  )

  it.effect("are not taken by a call that fails for good", () =>
    Effect.gen(function* () {
      let outcome: Reply.Reply = Reply.error(404)
      const http = scripted(() => outcome)
      const policy = budget({ capacity: 5 })
      yield* Effect.gen(function* () {
        for (let n = 0; n < 10; n++) yield* requestsOf(http, policy)
        outcome = down
        assert.strictEqual(yield* requestsOf(http, policy), 2)
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("have the prices that the policy sets", () =>
    Effect.gen(function* () {
      let isDown = true
      const http = scripted(() => (isDown ? down : found))
      const policy = budget({ capacity: 100, retryCost: 30, refund: 15 })
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* requestsOf(http, policy), 1 + 3)
        isDown = false
        // 10 are left, 15 more come back: 5 too few for a retry.
        yield* requestsOf(http, policy)
        isDown = true
        assert.strictEqual(yield* requestsOf(http, policy), 1)
        isDown = false
        yield* requestsOf(http, policy)
        isDown = true
        assert.strictEqual(yield* requestsOf(http, policy), 1 + 1)
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("are the client's, whichever policy a call has", () =>
    Effect.gen(function* () {
      const requests = yield* whileDown(
        budget({ capacity: 500 }, 4),
        // 20 are gone.
        budget({ capacity: 20 }),
        budget({ capacity: 30 })
      )
      assert.deepStrictEqual(requests, [1 + 4, 1, 1 + 2])
    })
  )

  it.effect("are not another client's", () =>
    Effect.gen(function* () {
      const policy = budget({ capacity: 10 })
      for (let client = 0; client < 2; client++) {
        const http = scripted(down)
        const requests = requestsOf(http, policy).pipe(Effect.provide(clientOf(http)))
        assert.strictEqual(yield* requests, 1 + 2)
      }
    })
  )

  it.effect("play no part with budget false", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* requestsOf(http, budget(false, 200)), 1 + 200)
        assert.strictEqual(yield* requestsOf(http, budget({ capacity: 10 })), 1 + 2)
        assert.strictEqual(yield* requestsOf(http, budget(false, 200)), 1 + 200)
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("don't come back with a success that has budget false", () =>
    Effect.gen(function* () {
      const { http, state } = switched(true)
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* requestsOf(http, budget({ capacity: 5 })), 1 + 1)
        state.isDown = false
        for (let n = 0; n < 10; n++) yield* Effect.provide(getKey, budget(false))
        state.isDown = true
        assert.strictEqual(yield* requestsOf(http, budget({ capacity: 5 })), 1)
      }).pipe(Effect.provide(clientOf(http)))
    })
  )

  it.effect("end a call with its own error and without a pause when they are used up", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.error(429, { headers: { "retry-after": "5" } }))
      const policy = RetryPolicy.layer({ budget: { capacity: 4 } })
      const call = getKey.pipe(Effect.provide(policy), Effect.provide(clientOf(http)))
      const error = yield* call.pipe(Effect.flip, atOnce)
      assert.propertyVal(error, "_tag", "RateLimitError")
      assert.strictEqual(error.attempts, 1)
      assert.isTrue(error.isRetryable)
    })
  )

  it.effect("are named in the log of a call that misses them", () =>
    Effect.gen(function* () {
      const http = scripted(down)
      const messages: Array<string> = []
      const logger = Logger.make(({ message }) => messages.push(String(message)))
      yield* requestsOf(http, budget({ capacity: 4 })).pipe(
        Effect.provide(clientOf(http)),
        Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
        Logger.withMinimumLogLevel(LogLevel.Debug)
      )
      const [message] = messages.filter((text) => text.includes("retry budget"))
      assert.include(message, "ApiKeys.get")
    })
  )
})
