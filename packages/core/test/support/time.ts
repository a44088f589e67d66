import { assert } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber, Random, TestClock } from "effect"

/** Jitter without chance: each pause is this fraction of the longest one possible. */
export const withJitter = (fraction: number) => Effect.withRandom(Random.fixed([fraction]))

const withChangedClock =
  (change: Partial<Clock.Clock>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.clockWith((clock) =>
      Effect.withClock(effect, {
        [Clock.ClockTypeId]: Clock.ClockTypeId,
        unsafeCurrentTimeMillis: () => clock.unsafeCurrentTimeMillis(),
        unsafeCurrentTimeNanos: () => clock.unsafeCurrentTimeNanos(),
        currentTimeMillis: clock.currentTimeMillis,
        currentTimeNanos: clock.currentTimeNanos,
        sleep: (duration) => clock.sleep(duration),
        ...change
      })
    )

/** Sleeps take so many times as long as they should. */
export const withTimers =
  (factor: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.clockWith((clock) =>
      withChangedClock({ sleep: (duration) => clock.sleep(Duration.times(duration, factor)) })(
        effect
      )
    )

/** Notes in a list how long each sleep is, in milliseconds. */
export const noting =
  (sleeps: Array<number>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.clockWith((clock) =>
      withChangedClock({
        sleep: (duration) => {
          sleeps.push(Duration.toMillis(duration))
          return clock.sleep(duration)
        }
      })(effect)
    )

/** Sleeps never end, as in a fiber that its runtime has dropped. */
export const withoutTimers = withChangedClock({ sleep: () => Effect.never })

/** The means to block what runs: time passes for it, and no timer fires. */
export const blockable = Effect.clockWith((clock) => {
  let blocked = 0
  const unsafeCurrentTimeMillis = () => clock.unsafeCurrentTimeMillis() + blocked
  const unsafeCurrentTimeNanos = () => clock.unsafeCurrentTimeNanos() + BigInt(blocked) * 1_000_000n
  return Effect.succeed({
    block: (time: Duration.DurationInput) =>
      Effect.sync(() => {
        blocked += Duration.toMillis(time)
      }),
    run: withChangedClock({
      unsafeCurrentTimeMillis,
      unsafeCurrentTimeNanos,
      currentTimeMillis: Effect.sync(unsafeCurrentTimeMillis),
      currentTimeNanos: Effect.sync(unsafeCurrentTimeNanos)
    })
  })
})

/** Starts an effect and returns when it can go no further without time passing. */
export const start = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<Fiber.RuntimeFiber<A, E>, never, R> =>
  Effect.tap(Effect.fork(effect), () => TestClock.adjust(0))

/** The fiber ends after exactly this time: not a millisecond earlier, and not later. */
export const endsAfter = <A, E>(fiber: Fiber.RuntimeFiber<A, E>, time: Duration.DurationInput) =>
  Effect.gen(function* () {
    yield* TestClock.adjust(Duration.toMillis(time) - 1)
    assert.isNull(fiber.unsafePoll(), "it ended too early")
    yield* TestClock.adjust(1)
    assert.isNotNull(fiber.unsafePoll(), "it did not end in time")
    return yield* fiber
  })

/** Runs an effect that has to end without any time passing. */
export const atOnce = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    const fiber = yield* start(effect)
    assert.isNotNull(fiber.unsafePoll(), "it is still waiting")
    assert.strictEqual(yield* Clock.currentTimeMillis, before)
    return yield* fiber
  })

/** How an effect ends that has five minutes on the test clock. */
export const withTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust("5 minutes")
    return yield* Fiber.join(fiber)
  })

/** Blocks the event loop in real time. */
export const blockFor = (millis: number): void => {
  const end = performance.now() + millis
  while (performance.now() < end);
}
