import { assert, describe, it } from "@effect/vitest"
import { Chunk, Clock, Duration, Effect, Exit, FastCheck, Fiber, TestClock } from "effect"
import type { RateLimitRules } from "../../src/index.js"
import { makeRateLimiter, type RateLimiter } from "../../src/internal/rateLimiter.js"
import { atOnce, endsAfter, start, withTimers } from "../support/calls.js"
import { runs } from "../support/runs.js"

/** A token every so many milliseconds. */
const tokenEvery = (
  millis: number,
  burst: number,
  maxPause: Duration.DurationInput = "60 seconds"
): RateLimitRules => ({
  requests: 1,
  interval: Duration.millis(millis),
  burst,
  maxPause: Duration.decode(maxPause)
})

const forever = Duration.infinity

/** What became of each who asked for a token, in the order in which they got one. */
interface Log {
  readonly passed: Array<{ readonly name: number; readonly at: number }>
}

const makeLog = (): Log => ({ passed: [] })

/** Asks for a token and notes when it got one. */
const ask = (
  limiter: RateLimiter,
  rules: RateLimitRules,
  log: Log,
  name: number,
  timeLeft: Duration.DurationInput = forever
) =>
  limiter.acquire(rules, Duration.decode(timeLeft)).pipe(
    Effect.zipRight(Clock.currentTimeMillis),
    Effect.map((at) => {
      log.passed.push({ name, at })
    })
  )

/** So many who ask at once, in the order of their names. */
const askAll = (
  limiter: RateLimiter,
  rules: RateLimitRules,
  log: Log,
  count: number,
  timeLeft: Duration.DurationInput = forever
) =>
  Effect.forEach(
    Array.from({ length: count }, (_, name) => name),
    (name) => start(ask(limiter, rules, log, name, timeLeft))
  )

const times = (log: Log) => log.passed.map(({ at }) => at)
const names = (log: Log) => log.passed.map(({ name }) => name)

describe("a full bucket", () => {
  it.effect("lets as many pass as it has tokens, without any time passing", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 50)
      yield* atOnce(Effect.replicateEffect(limiter.acquire(rules, Duration.zero), 50))
      const exit = yield* atOnce(Effect.exit(limiter.acquire(rules, Duration.zero)))
      assert.isTrue(Exit.isFailure(exit))
    })
  )

  it("needs neither a fiber nor a timer for that", () => {
    const limiter = makeRateLimiter()
    Effect.runSync(limiter.acquire(tokenEvery(200, 1), Duration.zero))
  })

  it.effect("is full again after a while, and never more than full", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 3)
      for (const idle of ["600 millis", "1 day"] as const) {
        yield* atOnce(Effect.replicateEffect(limiter.acquire(rules, Duration.zero), 3))
        yield* TestClock.adjust(idle)
      }
      const log = makeLog()
      const fibers = yield* askAll(limiter, rules, log, 5)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.joinAll(fibers)
      const [first = NaN] = times(log)
      assert.deepStrictEqual(
        times(log).map((at) => at - first),
        [0, 0, 0, 200, 400]
      )
    })
  )
})

describe("an empty bucket", () => {
  it.effect("lets one pass as each token comes in, first come, first served", () =>
    Effect.gen(function* () {
      const log = makeLog()
      yield* askAll(makeRateLimiter(), tokenEvery(200, 2), log, 5)
      yield* TestClock.adjust(199)
      assert.deepStrictEqual(times(log), [0, 0])
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(times(log), [0, 0, 200])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 0, 200, 400, 600])
      assert.deepStrictEqual(names(log), [0, 1, 2, 3, 4])
    })
  )

  it.effect("keeps one timer, however many wait", () =>
    Effect.gen(function* () {
      yield* askAll(makeRateLimiter(), tokenEvery(200, 1), makeLog(), 20)
      assert.strictEqual(Chunk.size(yield* TestClock.sleeps()), 1)
    })
  )

  it.effect("counts parts of tokens", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      yield* TestClock.adjust(150)
      yield* endsAfter(yield* start(ask(limiter, rules, log, 1)), 50)
      yield* TestClock.adjust(399)
      // Full by then, and not one and a half.
      yield* atOnce(ask(limiter, rules, log, 2))
      yield* endsAfter(yield* start(ask(limiter, rules, log, 3)), 200)
    })
  )

  it.effect("lets nobody pass early because a timer fires early", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      yield* start(withTimers(0.5)(ask(limiter, rules, log, 1)))
      yield* TestClock.adjust(199)
      assert.deepStrictEqual(names(log), [0])
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(names(log), [0, 1])
    })
  )

  it.effect("lets nobody overtake because a timer fires late", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 2)
      const log = makeLog()
      yield* Effect.all([ask(limiter, rules, log, 0), ask(limiter, rules, log, 1)])
      yield* start(withTimers(3)(ask(limiter, rules, log, 2)))
      yield* TestClock.adjust(500)
      yield* start(ask(limiter, rules, log, 3))
      assert.deepStrictEqual(names(log), [0, 1])
      yield* TestClock.adjust(100)
      assert.deepStrictEqual(names(log), [0, 1, 2, 3])
    })
  )

  it.effect("serves those who can't be interrupted as well", () =>
    Effect.gen(function* () {
      const log = makeLog()
      yield* Effect.uninterruptible(askAll(makeRateLimiter(), tokenEvery(200, 1), log, 3))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 200, 400])
    })
  )
})

describe("too little time", () => {
  it.effect("is known at once, and says how long it would be", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* askAll(limiter, rules, log, 3)
      const error = yield* atOnce(Effect.flip(ask(limiter, rules, log, 3, 600)))
      assert.strictEqual(error._tag, "TurnTooLate")
      assert.deepStrictEqual(error.wait, Duration.millis(600))
      yield* TestClock.adjust(100)
      const later = yield* atOnce(Effect.flip(ask(limiter, rules, log, 4, 500)))
      assert.deepStrictEqual(later.wait, Duration.millis(500))
    })
  )

  it.effect("takes no place in line", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* askAll(limiter, rules, log, 3)
      yield* atOnce(Effect.flip(ask(limiter, rules, log, 3, 600)))
      yield* endsAfter(yield* start(ask(limiter, rules, log, 4, 601)), 600)
      assert.deepStrictEqual(names(log), [0, 1, 2, 4])
    })
  )
})

describe("interruption", () => {
  for (const [name, interrupted, expected] of [
    ["of the next in line", [1], [2, 3, 4]],
    ["of the second in line", [2], [1, 3, 4]],
    ["of the last in line", [4], [1, 2, 3]],
    ["of the first two", [1, 2], [3, 4]],
    ["of all", [1, 2, 3, 4], []]
  ] as const) {
    it.effect(`${name} moves those behind up`, () =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter()
        const rules = tokenEvery(200, 1)
        const log = makeLog()
        const fibers = yield* askAll(limiter, rules, log, 5)
        yield* TestClock.adjust(50)
        yield* Fiber.interruptAll(fibers.filter((_, index) => interrupted.some((_) => _ === index)))
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(names(log), [0, ...expected])
        assert.deepStrictEqual(
          times(log),
          [0, ...expected].map((_, index) => index * 200)
        )
        // Nothing is left over: the bucket is full, and nobody is in line.
        yield* atOnce(ask(limiter, rules, log, 5))
      })
    )
  }
})

describe("slowing down", () => {
  const rules = tokenEvery(200, 50)

  it.effect("lets nobody pass before retryAfter, then one, and the others at the rate", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const log = makeLog()
      yield* limiter.slowDown(rules, Duration.seconds(7))
      yield* askAll(limiter, rules, log, 4)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [7000, 7200, 7400, 7600])
    })
  )

  it.effect("holds up those in line as well, without changing their order", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* askAll(limiter, rules, log, 4)
      yield* TestClock.adjust(100)
      yield* limiter.slowDown(rules, Duration.seconds(2))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [0, 2100, 2300, 2500])
      assert.deepStrictEqual(names(log), [0, 1, 2, 3])
    })
  )

  for (const [name, rules, retryAfter, pause] of [
    ["is a second without retryAfter", tokenEvery(200, 50), undefined, 1000],
    ["is that of a token where that is longer", tokenEvery(3000, 50), undefined, 3000],
    ["is no longer than maxPause", tokenEvery(200, 50, "10 seconds"), "1 hour", 10_000],
    ["is no longer than maxPause, unasked", tokenEvery(200, 50, 300), undefined, 300],
    ["is no shorter than it takes to get a token", tokenEvery(200, 50), 50, 200],
    ["is that of a token even for a retryAfter of 0", tokenEvery(200, 50), 0, 200]
  ] as const) {
    it.effect(`the pause ${name}`, () =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter()
        yield* limiter.slowDown(
          rules,
          retryAfter === undefined ? undefined : Duration.decode(retryAfter)
        )
        yield* endsAfter(yield* start(limiter.acquire(rules, forever)), pause)
      })
    )
  }

  it.effect("again with less leaves the pause as it is, with more makes it longer", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const log = makeLog()
      yield* limiter.slowDown(rules, Duration.seconds(5))
      yield* limiter.slowDown(rules, Duration.seconds(2))
      yield* start(ask(limiter, rules, log, 0))
      yield* TestClock.adjust("4 seconds")
      yield* limiter.slowDown(rules, Duration.seconds(2))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [6000])
    })
  )

  it.effect("ends: a bucket left alone is full again", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      yield* limiter.slowDown(rules, Duration.seconds(5))
      // 1 token after 5 seconds, the other 49 at 200 milliseconds each.
      yield* TestClock.adjust(5000 + 49 * 200)
      yield* atOnce(Effect.replicateEffect(limiter.acquire(rules, Duration.zero), 50))
      const exit = yield* atOnce(Effect.exit(limiter.acquire(rules, Duration.zero)))
      assert.isTrue(Exit.isFailure(exit))
    })
  )

  it.effect("tells those in line at once for whom it is too late", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      const first = yield* start(ask(limiter, rules, log, 1))
      const second = yield* start(Effect.flip(ask(limiter, rules, log, 2, "5 seconds")))
      const third = yield* start(ask(limiter, rules, log, 3, "11 seconds"))
      yield* limiter.slowDown(rules, Duration.seconds(10))
      const newcomer = yield* Effect.flip(limiter.acquire(rules, Duration.zero))
      assert.deepStrictEqual(newcomer.wait, Duration.millis(10_400))
      yield* TestClock.adjust(0)
      assert.deepStrictEqual((yield* second).wait, Duration.millis(10_200))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.joinAll([first, third])
      assert.deepStrictEqual(times(log), [0, 10_000, 10_200])
      assert.deepStrictEqual(names(log), [0, 1, 3])
    })
  )

  it.effect("is too late for a turn that would come when the time is up, to the millisecond", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      const next = yield* start(Effect.flip(ask(limiter, rules, log, 1, "10 seconds")))
      const late = yield* start(Effect.flip(ask(limiter, rules, log, 2, "10200 millis")))
      const inTime = yield* start(ask(limiter, rules, log, 3, "10201 millis"))
      yield* limiter.slowDown(rules, Duration.seconds(10))
      yield* TestClock.adjust(0)
      assert.deepStrictEqual((yield* late).wait, Duration.millis(10_200))
      assert.deepStrictEqual((yield* endsAfter(next, 200)).wait, Duration.millis(9800))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(inTime)
      assert.deepStrictEqual(names(log), [0, 3])
    })
  )

  it.effect("is too late where a timer fires when the time is up", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      const late = yield* start(Effect.flip(withTimers(3)(ask(limiter, rules, log, 1, 600))))
      assert.isUndefined((yield* endsAfter(late, 600)).wait)
      yield* atOnce(ask(limiter, rules, log, 2))
    })
  )

  it.effect("tells the next in line when its turn would have been", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const rules = tokenEvery(200, 1)
      const log = makeLog()
      yield* ask(limiter, rules, log, 0)
      const next = yield* start(Effect.flip(ask(limiter, rules, log, 1, "5 seconds")))
      yield* start(ask(limiter, rules, log, 2))
      yield* limiter.slowDown(rules, Duration.seconds(10))
      assert.strictEqual((yield* endsAfter(next, 200))._tag, "TurnTooLate")
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [0, 10_000])
    })
  )

  it.effect("counts for rules of any size", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const log = makeLog()
      yield* limiter.slowDown(tokenEvery(200, 1), Duration.seconds(1))
      yield* askAll(limiter, tokenEvery(200, 100), log, 3)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [1000, 1200, 1400])
    })
  )
})

describe("calls under different rules", () => {
  it.effect("share the bucket", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const wide = tokenEvery(200, 50)
      const narrow = tokenEvery(200, 10)
      yield* atOnce(Effect.replicateEffect(limiter.acquire(wide, Duration.zero), 12))
      // 12 are missing, so that of 10 none is left before 3 have come in.
      yield* endsAfter(yield* start(limiter.acquire(narrow, forever)), 600)
      yield* atOnce(limiter.acquire(wide, Duration.zero))
    })
  )

  it.effect("leave the line when their time is over, before they ask again", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const slow = tokenEvery(520, 1)
      const quick = tokenEvery(300, 2)
      yield* limiter.acquire(slow, Duration.zero)
      yield* start(limiter.acquire(slow, forever))
      const twice = yield* limiter
        .acquire(quick, Duration.millis(500))
        .pipe(Effect.flip, Effect.zipRight(limiter.acquire(quick, Duration.millis(250))), start)
      yield* endsAfter(twice, 520)
    })
  )

  it.effect("wait behind a slower one no longer than they have time, and take no token then", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter()
      const slow = tokenEvery(3000, 1)
      const quick = tokenEvery(200, 50)
      const log = makeLog()
      yield* ask(limiter, slow, log, 0)
      yield* start(ask(limiter, slow, log, 1))
      const late = yield* start(Effect.flip(ask(limiter, quick, log, 2, "500 millis")))
      yield* start(ask(limiter, quick, log, 3))
      assert.isUndefined((yield* endsAfter(late, 500)).wait)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(names(log), [0, 1, 3])
      assert.deepStrictEqual(times(log), [0, 3000, 3000])
    })
  )
})

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
const options = { fastCheck: runs(50), timeout: 60_000 }

describe("any arrivals", () => {
  it.effect.prop(
    "have their turns in order, and each as early as a token bucket can give it",
    [FastCheck.integer({ min: 1, max: 500 }), FastCheck.integer({ min: 1, max: 10 }), arrivals],
    ([millis, burst, arrivals]) =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter()
        const log = makeLog()
        const begin = yield* Clock.currentTimeMillis
        yield* Effect.forEach(arrivals, (arrival, name) =>
          Effect.fork(
            Effect.delay(ask(limiter, tokenEvery(millis, burst), log, name), Math.max(0, arrival))
          )
        )
        yield* TestClock.adjust("1 hour")
        assert.deepStrictEqual(
          times(log).map((at) => at - begin),
          turnsOf(millis, burst, arrivals)
        )
        const sorted = [...log.passed].sort((a, b) => a.at - b.at)
        assert.deepStrictEqual(sorted, log.passed)
        // Who comes at the same moment is in no order.
        assert.deepStrictEqual(
          names(log).map((name) => arrivals[name]),
          arrivals
        )
      }),
    options
  )

  it.effect.prop(
    "never get more than burst + rate * T requests through in any T, whatever happens",
    [
      FastCheck.integer({ min: 1, max: 20 }),
      FastCheck.integer({ min: 1, max: 3000 }),
      FastCheck.integer({ min: 1, max: 10 }),
      FastCheck.array(
        FastCheck.record({
          gap: FastCheck.nat(200),
          what: FastCheck.constantFrom("ask", "ask", "ask", "interrupt", "slow down"),
          timeLeft: FastCheck.oneof(FastCheck.nat(3000), FastCheck.constant(Infinity))
        }),
        { maxLength: 40 }
      )
    ],
    ([requests, interval, burst, steps]) =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter()
        const log = makeLog()
        const rules = { ...tokenEvery(interval, burst), requests }
        const fibers: Array<Fiber.RuntimeFiber<void, unknown>> = []
        for (const [name, { gap, timeLeft, what }] of steps.entries()) {
          if (what === "ask") {
            fibers.push(yield* Effect.fork(ask(limiter, rules, log, name, timeLeft)))
          } else if (what === "slow down") {
            yield* limiter.slowDown(rules, Duration.millis(gap))
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
            assert.isAtMost(to - from + 1, allowed + 1e-3, `from ${begin} to ${end}`)
          }
        }
        assert.deepStrictEqual(
          names(log),
          [...names(log)].sort((a, b) => a - b)
        )
        // Nobody is forgotten.
        assert(fibers.every((fiber) => fiber.unsafePoll() !== null))
        yield* atOnce(limiter.acquire(rules, Duration.zero))
      }),
    options
  )

  it.effect.prop(
    "pass as if those who were interrupted in line had never come",
    [
      FastCheck.integer({ min: 1, max: 5 }),
      FastCheck.array(FastCheck.boolean(), { minLength: 1, maxLength: 30 })
    ],
    ([burst, stays]) =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter()
        const rules = tokenEvery(100, burst)
        yield* Effect.replicateEffect(limiter.acquire(rules, forever), burst)
        const begin = yield* Clock.currentTimeMillis
        const log = makeLog()
        const fibers = yield* askAll(limiter, rules, log, stays.length)
        yield* TestClock.adjust(99)
        yield* Fiber.interruptAll(fibers.filter((_, name) => stays[name] === false))
        yield* TestClock.adjust("1 hour")
        const remaining = [...stays.keys()].filter((name) => stays[name])
        assert.deepStrictEqual(names(log), remaining)
        assert.deepStrictEqual(
          times(log).map((at) => at - begin),
          remaining.map((_, index) => (index + 1) * 100)
        )
      }),
    options
  )
})
