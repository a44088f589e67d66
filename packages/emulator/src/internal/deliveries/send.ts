import type { Delivery, DeliveryAttempt } from "effect-bitgpt/fake"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

/** How long a receiver may take. */
const timeout = "5 seconds"

/** So much of the receiver's answer is kept. */
const maxBodyLength = 1000

const reason = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code)
  return error instanceof Error ? error.message : String(error)
}

/** Times in the form of the header, UTC. */
const timestamp = (millis: number): string =>
  new Date(millis).toISOString().slice(0, 23).replace("T", " ")

export const isSuccess = ({ status }: DeliveryAttempt): boolean =>
  status !== null && status >= 200 && status < 300

/** Sends a delivery once. Headers of `changes` go out in the place of its own. */
export const send = (
  delivery: Delivery,
  changes: Readonly<Record<string, string>>
): Effect.Effect<DeliveryAttempt> =>
  Effect.gen(function* () {
    const at = yield* Clock.currentTimeMillis
    const exchange = Effect.tryPromise({
      try: async (signal) => {
        const response = await fetch(delivery.url, {
          method: "POST",
          headers: { ...delivery.headers, "x-webhook-timestamp": timestamp(at), ...changes },
          body: Redacted.value(delivery.body),
          redirect: "manual",
          signal
        })
        const body = (await response.text()).slice(0, maxBodyLength)
        return { status: response.status, body, error: null }
      },
      catch: reason
    })
    const outcome = yield* exchange.pipe(
      Effect.timeoutFail({ duration: timeout, onTimeout: () => "no answer within 5 seconds" }),
      Effect.catchAll((error) => Effect.succeed({ status: null, body: null, error }))
    )
    return { at, ...outcome }
  })
