import * as Effect from "effect/Effect"

type Method<Args extends ReadonlyArray<unknown>, A, E> = (...args: Args) => Effect.Effect<A, E>

/** What a method does: a function, or one outcome for each call, in order. */
export type Handler<Args extends ReadonlyArray<unknown>, A, E> =
  Method<Args, A, E> | ReadonlyArray<Effect.Effect<A, E>>

/** The handler that fits a method. */
export type HandlerOf<F> =
  F extends Method<infer Args, infer A, infer E> ? Handler<Args, A, E> : never

/**
 * A method that does what its handler says. Without one, or with no outcome left, it dies: a stub
 * that was forgotten is a mistake of the test, which no handling of errors may hide.
 */
export const methodFrom = <Args extends ReadonlyArray<unknown>, A, E>(
  name: string,
  handler: Handler<Args, A, E> | undefined
): Method<Args, A, E> => {
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
