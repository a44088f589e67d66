import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, FastCheck, Fiber, TestClock } from "effect"
import { makeRateLimiter } from "../../../src/internal/call/rateLimiter.js"
import { acquireWithin, ask, makeLog, names, times, tokenEvery } from "../../support/limiter.js"
import { runs } from "../../support/runs.js"
import { atOnce } from "../../support/time.js"

/** When each has its turn, by the "generic cell rate algorithm" (virtual scheduling, ITU-T I.371). */
const turnsOf = (millis: number, burst: number, arrivals: ReadonlyArray<number>) => {
  let theoretical = 0
  let last = 0
  return arrivals.map((arrival) => {
    const at = Math.max(arrival, last, theoretical - (burst - 1) * millis)
    theoretical = Math.max(theoretical, at) + millis
    last = at
    return at
  })
}

const arrivals = FastCheck.array(FastCheck.nat(300), { minLength: 1, maxLength: 20 }).map(
  (gaps) => {
    let at = 0
    return gaps.map((gap) => (at += gap < 150 ? 0 : gap))
  }
)

/** Every step of the clock costs a millisecond or so. */
const options = { fastCheck: runs(30), timeout: 60_000 }

describe("any arrivals", () => {
  it.effect.prop(
    "have their turns in order, and each as early as a token bucket can give it",
    [FastCheck.integer({ min: 1, max: 500 }), FastCheck.integer({ min: 1, max: 10 }), arrivals],
    ([millis, burst, arrivals]) =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter(tokenEvery(millis, burst))
        const log = makeLog()
        const begin = yield* Clock.currentTimeMillis
        yield* Effect.forEach(arrivals, (arrival, name) =>
          Effect.fork(Effect.delay(ask(limiter, log, name), arrival))
        )
        yield* TestClock.adjust("1 hour")
        assert.deepStrictEqual(
          times(log).map((at) => at - begin),
          turnsOf(millis, burst, arrivals)
        )
        // Who comes at the same moment is in no order.
        assert.deepStrictEqual(
          names(log).map((name) => arrivals[name]),
          arrivals
        )
      }),
    options
  )

  it.effect.prop(
    "never get more than burst + rate * T requests through in any T, and none in a pause",
    [
      FastCheck.integer({ min: 1, max: 20 }),
      FastCheck.integer({ min: 1, max: 3000 }),
      FastCheck.integer({ min: 1, max: 10 }),
      FastCheck.array(
        FastCheck.record({
          gap: FastCheck.nat(200),
          what: FastCheck.constantFrom("ask", "ask", "ask", "interrupt", "pause"),
          timeLeft: FastCheck.oneof(FastCheck.nat(3000), FastCheck.constant(Infinity))
        }),
        { maxLength: 40 }
      )
    ],
    ([requests, interval, burst, steps]) =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter({ ...tokenEvery(interval, burst), requests })
        const log = makeLog()
        const fibers: Array<Fiber.RuntimeFiber<void, unknown>> = []
        const pauses: Array<readonly [from: number, to: number]> = []
        const clock = yield* Effect.clock
        for (const [name, { gap, timeLeft, what }] of steps.entries()) {
          const now = clock.unsafeCurrentTimeMillis()
          if (what === "ask") {
            fibers.push(yield* Effect.fork(ask(limiter, log, name, timeLeft)))
          } else if (what === "pause") {
            yield* limiter.pause(Duration.millis(gap))
            pauses.push([now, now + gap])
          } else {
            yield* Fiber.interruptAll(fibers.slice(gap % (fibers.length + 1)).slice(0, 1))
          }
          yield* TestClock.adjust(gap)
        }
        yield* TestClock.adjust("1 day")

        const passed = times(log)
        for (const [from, begin] of passed.entries()) {
          for (const [to, end] of passed.entries()) {
            if (to < from) continue
            const allowed = burst + (requests / interval) * (end - begin)
            assert.isAtMost(to - from + 1, allowed + 1e-2, `from ${begin} to ${end}`)
          }
          for (const [start, end] of pauses) {
            assert.isFalse(begin > start && begin < end, `${begin} is between ${start} and ${end}`)
          }
        }
        assert(
          fibers.every((fiber) => fiber.unsafePoll() !== null),
          "somebody waits for ever"
        )
        yield* atOnce(acquireWithin(limiter, 1))
      }),
    options
  )
})
