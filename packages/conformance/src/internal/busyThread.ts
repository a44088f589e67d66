import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as diagnostics from "node:diagnostics_channel"

/** Does nothing else for so long, as a long computation would. */
const block = (millis: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis)
}

/**
 * Keeps this thread busy from the moment at which a server in it has answered: the answer is in the
 * client's socket then, and is not read yet.
 */
export const busyOnceAnswered = (millis: number): Effect.Effect<void, never, Scope.Scope> => {
  const channel = "http.server.response.finish"
  const onAnswered = () => {
    diagnostics.unsubscribe(channel, onAnswered)
    block(millis)
  }
  return Effect.acquireRelease(
    Effect.sync(() => {
      diagnostics.subscribe(channel, onAnswered)
    }),
    () =>
      Effect.sync(() => {
        diagnostics.unsubscribe(channel, onAnswered)
      })
  )
}
