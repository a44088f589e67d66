import * as Effect from "effect/Effect"
import type { BitGptError } from "../../BitGptError.js"

type Method<Args extends ReadonlyArray<unknown>, A> = (
  ...args: Args
) => Effect.Effect<A, BitGptError>

/** What a method does: a function, or one outcome for each call, in order. */
export type Handler<Args extends ReadonlyArray<unknown>, A> =
  Method<Args, A> | ReadonlyArray<Effect.Effect<A, BitGptError>>

/**
 * A method that does what its handler says. Without one, or with no outcome left, it dies: a stub
 * that was forgotten is a mistake of the test, which no handling of errors may hide.
 */
export const methodFrom = <Args extends ReadonlyArray<unknown>, A>(
  name: string,
  handler: Handler<Args, A> | undefined
): Method<Args, A> => {
  if (handler === undefined) {
    return () => Effect.dieMessage(`${name} has no handler. Give one to layerHandlers`)
  }
  if (typeof handler === "function") return handler
  let calls = 0
  return () =>
    Effect.suspend(() => {
      calls += 1
      return (
        handler[calls - 1] ??
        Effect.dieMessage(
          `${name} was called ${calls} times, but its script has ${handler.length} outcomes`
        )
      )
    })
}
