import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"

/**
 * Gives an effect so much time and no more. Two things set it apart from `Effect.timeoutFail`:
 *
 * - In an uninterruptible region, such as a finalizer, the limit holds, and nothing else ends the
 *   effect. A racing fiber is a child of the caller, and would hear of the caller's interruption.
 * - An effect that won't be interrupted doesn't hold the caller up once its time is over.
 */
export const withTimeLimit = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  limit: Duration.Duration,
  onLimit: () => Effect.Effect<A, E>
): Effect.Effect<A, E, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      // As an exit, for a daemon that fails is logged as unhandled.
      const work = yield* Effect.forkDaemon(Effect.interruptible(Effect.exit(effect)))
      const timer = yield* Effect.forkDaemon(Effect.interruptible(Effect.sleep(limit)))
      const outcome = Effect.async<A, E>((resume) => {
        work.addObserver((exit) => {
          resume(Exit.flatten(exit))
        })
        timer.addObserver((exit) => {
          if (Exit.isSuccess(exit)) {
            resume(Effect.zipRight(Fiber.interruptFork(work), Effect.suspend(onLimit)))
          }
        })
      })
      return yield* restore(outcome).pipe(
        Effect.onInterrupt(() => Fiber.interrupt(work)),
        Effect.ensuring(Fiber.interruptFork(timer))
      )
    })
  )
