import { Chunk, Effect, TestClock } from "effect"

/** One tick of the real event loop, in which sockets get to work. */
export const oneTick = Effect.async<void>((resume) => {
  setImmediate(() => {
    resume(Effect.void)
  })
})

/** Waits until something sleeps on the test's clock. */
export const untilAsleep = Effect.repeat(Effect.zipRight(oneTick, TestClock.sleeps()), {
  until: Chunk.isNonEmpty
})

/** Waits until something holds, while sockets get to work. */
export const until = <E, R>(condition: Effect.Effect<boolean, E, R>): Effect.Effect<void, E, R> =>
  Effect.asVoid(Effect.repeat(Effect.zipRight(oneTick, condition), { until: (holds) => holds }))
