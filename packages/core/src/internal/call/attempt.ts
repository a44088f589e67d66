import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { TimeoutLimits } from "../../policies/TimeoutPolicy.js"
import { type Answer, readAnswer, type Reading } from "../answer/read.js"
import { type AnyFiber, clockOf } from "../effect3/fiber.js"
import { exitWithin } from "../effect3/timeLimit.js"
import { countDown } from "../effect3/timer.js"
import * as Failure from "../failure/failure.js"
import type { Progress } from "../failure/operation.js"
import { describeCause } from "../failure/safeCause.js"
import { type Credentials, readTokenExit } from "../wire/credentials.js"
import type { Transport, WireRequest } from "../wire/transport.js"

/** Where the token comes from: known beforehand, or asked for at each attempt. */
export type TokenSource = Credentials | Effect.Effect<Redacted.Redacted, unknown>

/** What all attempts of a call have in common. */
export interface AttemptedCall<out A> {
  readonly reading: Reading<A>
  readonly request: WireRequest
  readonly limits: TimeoutLimits
  readonly fiber: AnyFiber
  /** Milliseconds left to the whole call. */
  readonly timeLeft: () => number
}

/** Makes one request: the token asked for, the answer read, all within the time limits. */
export type Attempt = <A>(
  call: AttemptedCall<A>,
  progress: Progress,
  onStatus: (status: number) => void
) => Effect.Effect<Answer<A>, BitGptError>

export const makeAttempt = (options: {
  readonly transport: Transport
  readonly token: TokenSource
  /** The headers that every request carries. */
  readonly headers: Readonly<Record<string, string>>
}): Attempt => {
  const { headers, token, transport } = options

  return (call, progress, onStatus) => {
    const { fiber, limits, reading, request, timeLeft } = call
    const ofAttempt = Duration.toMillis(limits.attempt)
    const ofCall = timeLeft()
    const limit = ofAttempt < ofCall ? "attempt" : "total"
    const duration = limits[limit]
    const unsent = { ...progress, attempts: progress.attempts - 1 }

    const send = ({ headers, scrub }: Credentials, millis: number) => {
      if (millis <= 0) {
        return Effect.fail(Failure.outOfTime(unsent, { limit, duration, waiting: "Start" }))
      }
      return Effect.matchEffect(
        transport.send({ ...request, headers: { ...headers, ...request.headers } }, millis),
        {
          onFailure: (failure) =>
            Effect.fail(
              failure._tag === "TimeIsUp"
                ? Failure.outOfTime(progress, { limit, duration, waiting: "Answer" })
                : Failure.noAnswer(progress, {
                    ...describeCause(failure.cause, scrub),
                    shouldRetry: failure.isAborted ? false : undefined
                  })
            ),
          onSuccess: (response) => {
            onStatus(response.status)
            return readAnswer(reading, response, {
              progress,
              scrub,
              now: () => clockOf(fiber).unsafeCurrentTimeMillis()
            })
          }
        }
      )
    }

    const millis = Math.min(ofAttempt, ofCall)
    if (!Effect.isEffect(token)) return send(token, millis)
    const left = countDown(clockOf(fiber), millis)
    return exitWithin(token, millis, () =>
      Effect.fail(Failure.outOfTime(unsent, { limit, duration, waiting: "Token" }))
    ).pipe(
      Effect.flatMap((exit) =>
        Effect.mapError(readTokenExit(exit, headers), (problem) =>
          Failure.noUsableToken(unsent, problem)
        )
      ),
      Effect.flatMap((credentials) => send(credentials, left()))
    )
  }
}
