import { ApiKeys, type BitGptError, isBitGptError } from "effect-bitgpt"
import { Cause, Duration, Effect, Exit, type ManagedRuntime } from "effect"
import { Hono } from "hono"

/**
 * What an error of BitGPT is for the caller of this application. That our own token is refused is nothing
 * that the caller could mend.
 */
const statusFor = {
  AuthenticationError: 502,
  PermissionDeniedError: 502,
  NotFoundError: 404,
  ValidationError: 400,
  RateLimitError: 503,
  ServerError: 503,
  UnexpectedStatusError: 502,
  TransportError: 503,
  TimeoutError: 504,
  DecodeError: 502
} as const satisfies Record<BitGptError["_tag"], number>

const headersOf = (error: BitGptError): Record<string, string> =>
  error._tag === "RateLimitError" && error.retryAfter !== undefined
    ? { "retry-after": String(Math.ceil(Duration.toSeconds(error.retryAfter))) }
    : {}

/** An application in Hono, on a runtime that has the client. */
export const keysApp = (bitgpt: ManagedRuntime.ManagedRuntime<ApiKeys, unknown>): Hono => {
  const app = new Hono()
  app.get("/keys/:id", async (context) => {
    const label = Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      return (yield* apiKeys.get(context.req.param("id"))).label
    })
    // The call ends with the request that it is made for. `runPromise` would reject with an error of the
    // runtime's own, around that of BitGPT.
    const exit = await bitgpt.runPromiseExit(label, { signal: context.req.raw.signal })
    if (Exit.isSuccess(exit)) return context.json({ label: exit.value })
    const error = Cause.squash(exit.cause)
    if (isBitGptError(error)) {
      const { _tag, message } = error
      return context.json({ error: _tag, message }, statusFor[_tag], headersOf(error))
    }
    // 499 is what proxies log for a client that has gone. It reads no answer.
    if (Cause.isInterruptedOnly(exit.cause)) return new Response(null, { status: 499 })
    throw error
  })
  return app
}
