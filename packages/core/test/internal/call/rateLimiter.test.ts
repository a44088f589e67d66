import { assert, describe, it } from "@effect/vitest"
import { Chunk, Duration, Effect, Exit, Fiber, TestClock } from "effect"
import { makeRateLimiter, type RateLimiter } from "../../../src/internal/call/rateLimiter.js"
import {
  acquireWithin,
  ask,
  askAll,
  forever,
  type Log,
  makeLog,
  names,
  times,
  tokenEvery
} from "../../support/limiter.js"
import {
  atOnce,
  endsAfter,
  noting,
  start,
  blockable,
  withoutTimers,
  withTimers
} from "../../support/time.js"

const noTime = 0

/** A limiter that adds a token every 200 ms, and a log of those who got one. */
const bucketOf = (burst: number) => ({
  limiter: makeRateLimiter(tokenEvery(200, burst)),
  log: makeLog()
})

/** Who has passed a millisecond before so much time has gone by, and then. */
const around = (millis: number, log: Log) =>
  Effect.gen(function* () {
    yield* TestClock.adjust(millis - 1)
    const before = names(log)
    yield* TestClock.adjust(1)
    return [before, names(log)]
  })

/** So many ask at once, of whom all but the first few are interrupted. */
const askAndLeave = (
  limiter: RateLimiter,
  log: Log,
  count: { readonly ask: number; readonly stay: number }
) =>
  Effect.flatMap(askAll(limiter, log, count.ask), (fibers) =>
    Fiber.interruptAll(fibers.slice(count.stay))
  )

describe("a full bucket", () => {
  it.effect("lets as many pass as it has tokens, without any time passing", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(200, 50))
      yield* atOnce(Effect.replicateEffect(acquireWithin(limiter, forever), 50))
      assert.isTrue(Exit.isFailure(yield* atOnce(Effect.exit(acquireWithin(limiter, 200)))))
    })
  )

  it("needs neither a fiber nor a timer for that", () => {
    Effect.runSync(acquireWithin(makeRateLimiter(tokenEvery(200, 1)), forever))
  })

  it.effect("is full again after a while, and never more than full", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(200, 3))
      for (const idle of ["600 millis", "1 day"] as const) {
        yield* atOnce(Effect.replicateEffect(acquireWithin(limiter, forever), 3))
        yield* TestClock.adjust(idle)
      }
      const log = makeLog()
      yield* askAll(limiter, log, 5)
      yield* TestClock.adjust("1 minute")
      const [first = NaN] = times(log)
      assert.deepStrictEqual(
        times(log).map((at) => at - first),
        [0, 0, 0, 200, 400]
      )
    })
  )

  it.effect("lets no caller pass who has no time left", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(200, 2))
      const error = yield* atOnce(Effect.flip(acquireWithin(limiter, noTime)))
      assert.strictEqual(error._tag, "SlotTooLate")
      yield* atOnce(Effect.replicateEffect(acquireWithin(limiter, forever), 2))
    })
  )
})

describe("an empty bucket", () => {
  it.effect("lets one pass as each token comes in, first come, first served", () =>
    Effect.gen(function* () {
      const log = makeLog()
      yield* askAll(makeRateLimiter(tokenEvery(200, 2)), log, 5)
      yield* TestClock.adjust(199)
      assert.deepStrictEqual(times(log), [0, 0])
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(times(log), [0, 0, 200])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 0, 200, 400, 600])
      assert.deepStrictEqual(names(log), [0, 1, 2, 3, 4])
    })
  )

  it.effect("gets as many tokens in an interval as requests are allowed", () =>
    Effect.gen(function* () {
      const log = makeLog()
      const limiter = makeRateLimiter({ ...tokenEvery(1000, 1), requests: 5 })
      yield* askAll(limiter, log, 4)
      yield* TestClock.adjust(599)
      assert.deepStrictEqual(times(log), [0, 200, 400])
      yield* TestClock.adjust(1)
      assert.strictEqual(times(log).at(-1), 600)
    })
  )

  it.effect("counts parts of tokens", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      yield* TestClock.adjust(150)
      yield* endsAfter(yield* start(ask(limiter, log, 1)), 50)
      yield* TestClock.adjust(399)
      // Full by then, and not one and a half.
      yield* atOnce(ask(limiter, log, 2))
      yield* endsAfter(yield* start(ask(limiter, log, 3)), 200)
    })
  )

  it.effect("lets no caller pass early because a timer fires early", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      yield* start(withTimers(0.5)(ask(limiter, log, 1)))
      assert.deepStrictEqual(yield* around(200, log), [[0], [0, 1]])
    })
  )

  it.effect("serves those who can't be interrupted as well", () =>
    Effect.gen(function* () {
      const log = makeLog()
      yield* Effect.uninterruptible(askAll(makeRateLimiter(tokenEvery(200, 1)), log, 3))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 200, 400])
    })
  )
})

// Some runtimes, such as workerd, let no request go on inside of another one, and drop the fibers of one
// whose caller has gone.
describe("those who wait", () => {
  it.effect("have a timer each", () =>
    Effect.gen(function* () {
      yield* askAll(makeRateLimiter(tokenEvery(200, 1)), makeLog(), 21)
      assert.strictEqual(Chunk.size(yield* TestClock.sleeps()), 20)
    })
  )

  it.effect("wake in time, even if the ones before them never go on", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      for (const name of [1, 2]) yield* start(withoutTimers(ask(limiter, log, name)))
      for (const name of [3, 4]) yield* start(ask(limiter, log, name))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(log.passed, [
        { name: 0, at: 0 },
        { name: 3, at: 600 },
        { name: 4, at: 800 }
      ])
    })
  )

  it.effect("wake after a pause, even if the ones before them never go on", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      yield* start(withoutTimers(ask(limiter, log, 1)))
      yield* start(ask(limiter, log, 2))
      yield* limiter.pause(Duration.seconds(2))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(log.passed.slice(1), [{ name: 2, at: 2400 }])
    })
  )
})

describe("too little time", () => {
  it.effect("is known at once, to the millisecond", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAll(limiter, log, 3)
      const error = yield* atOnce(Effect.flip(ask(limiter, log, 3, 600)))
      assert.strictEqual(error._tag, "SlotTooLate")
      yield* endsAfter(yield* start(ask(limiter, log, 4, 601)), 600)
    })
  )

  it.effect("takes no place in line", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAll(limiter, log, 3)
      for (let asked = 0; asked < 10; asked++) {
        yield* atOnce(Effect.flip(ask(limiter, log, 3, 600)))
      }
      yield* endsAfter(yield* start(ask(limiter, log, 4)), 600)
      assert.deepStrictEqual(names(log), [0, 1, 2, 4])
    })
  )

  it.effect("is noticed by one whose timer fires late", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      const late = yield* start(Effect.flip(withTimers(6)(ask(limiter, log, 1, 500))))
      yield* endsAfter(late, 600)
    })
  )
})

describe("a turn that is given back", () => {
  for (const [name, interrupted, expected] of [
    ["the next one", [1], [0, 2, 3, 4, 5]],
    ["the second one", [2], [0, 1, 3, 4, 5]],
    ["the last one", [4], [0, 1, 2, 3, 5]],
    ["several", [3, 1], [0, 2, 4, 5]]
  ] as const) {
    it.effect(`goes to the one that waits next, and so on: ${name}`, () =>
      Effect.gen(function* () {
        const { limiter, log } = bucketOf(1)
        const fibers = yield* askAll(limiter, log, 5)
        yield* TestClock.adjust(50)
        for (const index of interrupted)
          yield* Fiber.interrupt(yield* Effect.fromNullable(fibers[index]))
        yield* start(ask(limiter, log, 5))
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(names(log), [...expected])
        assert.deepStrictEqual(
          times(log),
          expected.map((_, index) => index * 200)
        )
      })
    )
  }

  it.effect("wakes nobody else: who waits looks for it by a timer of its own", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      const fibers = yield* askAll(limiter, log, 3)
      yield* TestClock.adjust(50)
      yield* Fiber.interrupt(yield* Effect.fromNullable(fibers[1]))
      assert.deepStrictEqual(yield* around(150, log), [[0], [0, 2]])
    })
  )

  it.effect.each([
    ["once in the time of a token", { token: 200, look: 200 }],
    ["no more often than each 100 ms", { token: 20, look: 100 }]
  ] as const)("is looked for %s", ([, { look, token }]) =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(token, 1))
      const ahead = withoutTimers(acquireWithin(limiter, forever))
      yield* Effect.replicateEffect(Effect.fork(ahead), 2000 / token)
      yield* TestClock.adjust(0)
      const sleeps: Array<number> = []
      yield* endsAfter(yield* start(noting(sleeps)(acquireWithin(limiter, forever))), 2000)
      const [first = NaN, ...next] = sleeps
      const last = next.pop()
      assert.isAtMost(first, look)
      assert.deepStrictEqual(new Set(next), new Set([look]))
      // In the middle between its own turn and the one before.
      assert.strictEqual(last, look / 2)
    })
  )

  it.effect("goes into the bucket where no other caller waits, and is not lost", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(5)
      yield* askAndLeave(limiter, log, { ask: 9, stay: 5 })
      yield* TestClock.adjust(1000)
      yield* atOnce(Effect.replicateEffect(acquireWithin(limiter, forever), 5))
      assert.isTrue(Exit.isFailure(yield* atOnce(Effect.exit(acquireWithin(limiter, 200)))))
    })
  )

  it.effect("gives no newcomer the turn of one that waits, after a pause too", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      const fibers = yield* askAll(limiter, log, 2)
      yield* start(withoutTimers(ask(limiter, log, 2)))
      yield* start(ask(limiter, log, 3))
      yield* limiter.pause(Duration.seconds(1))
      yield* Fiber.interruptAll(fibers)
      yield* TestClock.adjust(1250)
      yield* start(ask(limiter, log, 4))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(
        log.passed.map(({ at, name }) => `${name} at ${at}`),
        ["0 at 0", "3 at 1600", "4 at 1800"]
      )
    })
  )

  it.effect("is lost where its time has gone by and another caller has had the token", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      const late = yield* start(withoutTimers(ask(limiter, log, 1)))
      yield* TestClock.adjust(1000)
      yield* start(ask(limiter, log, 2))
      yield* Fiber.interrupt(late)
      yield* start(ask(limiter, log, 3))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 1000, 1200])
    })
  )

  it.effect("is no turn more for a newcomer where the next one wakes too late for it", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      const [, leaves] = yield* askAll(limiter, log, 3)
      yield* TestClock.adjust(150)
      yield* Fiber.interrupt(yield* Effect.fromNullable(leaves))
      yield* TestClock.adjust(160)
      yield* start(ask(limiter, log, 3))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 400, 600])
    })
  )

  it.effect("is given to no one once its time has gone by", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      const [, leaves] = yield* askAll(limiter, log, 2)
      const late = yield* start(withoutTimers(ask(limiter, log, 2)))
      yield* Fiber.interrupt(yield* Effect.fromNullable(leaves))
      yield* TestClock.adjust(1000)
      for (const name of [3, 4]) yield* start(ask(limiter, log, name))
      yield* Fiber.interrupt(late)
      yield* TestClock.adjust(150)
      yield* start(ask(limiter, log, 5))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 1000, 1200, 1400])
    })
  )

  it.effect("is free again at once where no other caller waits: for one, and at the rate", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAndLeave(limiter, log, { ask: 4, stay: 1 })
      yield* TestClock.adjust(300)
      yield* askAll(limiter, log, 4)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 300, 500, 700, 900])
    })
  )

  it.effect("is one token in the bucket where no other caller waits", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAndLeave(limiter, log, { ask: 2, stay: 1 })
      yield* start(ask(limiter, log, 2))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(times(log), [0, 200])
    })
  )

  it.effect("makes no bucket hold more than it can", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAndLeave(limiter, log, { ask: 3, stay: 1 })
      yield* TestClock.adjust(900)
      yield* atOnce(ask(limiter, log, 3))
      yield* endsAfter(yield* start(ask(limiter, log, 4)), 200)
    })
  )
})

describe("a pause", () => {
  it.effect("lets no caller pass before its end, then one, and the others at the rate", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(50)
      yield* limiter.pause(Duration.seconds(7))
      yield* askAll(limiter, log, 4)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [7000, 7200, 7400, 7600])
    })
  )

  it.effect("holds up those who wait as well, without changing their order", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* askAll(limiter, log, 4)
      yield* TestClock.adjust(100)
      yield* limiter.pause(Duration.seconds(2))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [0, 2200, 2400, 2600])
      assert.deepStrictEqual(names(log), [0, 1, 2, 3])
    })
  )

  for (const [name, maxPause, retryAfter, pause] of [
    ["is a second where the server doesn't say", "60 seconds", undefined, 1000],
    ["is as long as the server asks", "60 seconds", 50, 50],
    ["is no longer than maxPause", "10 seconds", "1 hour", 10_000],
    ["is no longer than maxPause, unasked", 300, undefined, 300]
  ] as const) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const limiter = makeRateLimiter(tokenEvery(200, 50, maxPause))
        yield* limiter.pause(retryAfter === undefined ? undefined : Duration.decode(retryAfter))
        yield* endsAfter(yield* start(acquireWithin(limiter, forever)), pause)
      })
    )
  }

  it.effect("of 0 empties the bucket", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(200, 50))
      yield* limiter.pause(Duration.zero)
      const log = makeLog()
      yield* askAll(limiter, log, 3)
      yield* TestClock.adjust("1 minute")
      const [first = NaN] = times(log)
      assert.isAtMost(first, 200)
      assert.deepStrictEqual(
        times(log).map((at) => at - first),
        [0, 200, 400]
      )
    })
  )

  it.effect("that is shorter than what is left of another one changes nothing", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(50)
      yield* limiter.pause(Duration.seconds(5))
      yield* limiter.pause(Duration.seconds(2))
      yield* start(ask(limiter, log, 0))
      yield* TestClock.adjust("4 seconds")
      yield* limiter.pause(Duration.seconds(2))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [6000])
    })
  )

  it.effect("ends: a bucket left alone is full again", () =>
    Effect.gen(function* () {
      const limiter = makeRateLimiter(tokenEvery(200, 50))
      yield* limiter.pause(Duration.seconds(5))
      // 1 token after 5 seconds, the other 49 at 200 milliseconds each.
      yield* TestClock.adjust(5000 + 49 * 200)
      yield* atOnce(Effect.replicateEffect(acquireWithin(limiter, forever), 50))
      assert.isTrue(Exit.isFailure(yield* atOnce(Effect.exit(acquireWithin(limiter, 200)))))
    })
  )

  it.effect("is too long for those whose time it takes: they hear of it by their turn", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      yield* ask(limiter, log, 0)
      const late = yield* start(Effect.flip(ask(limiter, log, 1, 5000)))
      yield* start(ask(limiter, log, 2, 60_000))
      yield* limiter.pause(Duration.seconds(10))
      assert.strictEqual((yield* endsAfter(late, 100))._tag, "SlotTooLate")
      yield* start(ask(limiter, log, 3))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(log.passed.slice(1), [
        { name: 2, at: 10_200 },
        { name: 3, at: 10_400 }
      ])
    })
  )

  it.effect("brings no turn back whose time had come", () =>
    Effect.gen(function* () {
      const { limiter, log } = bucketOf(1)
      const fibers = yield* askAll(limiter, log, 2)
      yield* Fiber.interruptAll(fibers)
      yield* TestClock.adjust(300)
      yield* limiter.pause(Duration.seconds(1))
      yield* start(ask(limiter, log, 2))
      yield* TestClock.adjust("1 minute")
      assert.deepInclude(log.passed, { name: 2, at: 1300 })
    })
  )

  it.effect("holds up one whose turn had come, but whose timer was late", () =>
    Effect.gen(function* () {
      const { block, run } = yield* blockable
      const { limiter, log } = bucketOf(1)
      yield* run(ask(limiter, log, 0))
      yield* start(run(ask(limiter, log, 1)))
      yield* block(250)
      yield* run(limiter.pause(Duration.seconds(1)))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(times(log), [0, 1250])
    })
  )
})
