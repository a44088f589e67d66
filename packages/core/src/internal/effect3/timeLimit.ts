import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { clockOf, startTimer } from "./fiber.js"
import { forkAsExit, runtimeOf } from "./fork.js"

/**
 * Gives an effect so many milliseconds and no more, and returns how it ended. Three things set it apart
 * from `Effect.timeoutFail`:
 *
 * - In an uninterruptible region, such as a finalizer, the limit holds, and nothing else ends the
 *   effect. A racing fiber is a child of the caller, and would hear of the caller's interruption.
 * - An effect that can't be interrupted doesn't hold up its caller: neither once its time is over, nor
 *   when the caller itself is interrupted.
 * - The effect's own interruption is an exit like others, and not that of the caller.
 *
 * The effect runs in a fiber of its own. What it sets there, such as fiber references, stays there.
 */
export const exitWithin = <A, E, A2, E2>(
  effect: Effect.Effect<A, E>,
  millis: number,
  onLimit: () => Effect.Effect<A2, E2>
): Effect.Effect<Exit.Exit<A, E> | A2, E2> =>
  Effect.withFiberRuntime((fiber) =>
    Effect.async((resume) => {
      const work = forkAsExit(effect, runtimeOf(fiber))
      const stopTimer = startTimer(clockOf(fiber), millis, () => {
        resume(Effect.zipRight(Fiber.interruptFork(work), Effect.suspend(onLimit)))
      })
      work.addObserver((exit) => {
        stopTimer()
        resume(Effect.succeed(Exit.flatten(exit)))
      })
      return Effect.suspend(() => {
        stopTimer()
        return Fiber.interruptFork(work)
      })
    })
  )

/** Whether an effect was interrupted, by itself or from outside, and ended in no other way besides. */
export const isInterruption = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause)
