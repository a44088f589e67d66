import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { clockOf, startTimer } from "./timer.js"

/**
 * Gives an effect so many milliseconds and no more. Two things set it apart from
 * `Effect.timeoutFail`:
 *
 * - In an uninterruptible region, such as a finalizer, the limit holds, and nothing else ends the
 *   effect. A racing fiber is a child of the caller, and would hear of the caller's interruption.
 * - An effect that won't be interrupted doesn't hold the caller up once its time is over.
 *
 * The effect runs in a fiber of its own. What it sets there, such as fiber references, stays there.
 */
export const withTimeLimit = <A, E, R, A2, E2>(
  effect: Effect.Effect<A, E, R>,
  millis: number,
  onLimit: () => Effect.Effect<A2, E2>
): Effect.Effect<A | A2, E | E2, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(
      // As an exit, for a daemon that fails is logged as unhandled.
      Effect.forkDaemon(Effect.interruptible(Effect.exit(effect))),
      (work) =>
        restore(
          Effect.withFiberRuntime<A | A2, E | E2>((fiber) =>
            Effect.async((resume) => {
              const stopTimer = startTimer(clockOf(fiber), millis, () => {
                resume(Effect.zipRight(Fiber.interruptFork(work), Effect.suspend(onLimit)))
              })
              work.addObserver((exit) => {
                stopTimer()
                resume(Exit.flatten(exit))
              })
              return Effect.suspend(() => {
                stopTimer()
                return Fiber.interrupt(work)
              })
            })
          )
        )
    )
  )
