import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { TimeoutLimits } from "../../policies/TimeoutPolicy.js"
import { type Answer, readAnswer, type Reading } from "../answer/read.js"
import { type AnyFiber, clockOf, monotonicMillis } from "../effect3/fiber.js"
import { exitWithin } from "../effect3/timeLimit.js"
import * as Failure from "../failure/failure.js"
import type { Progress } from "../failure/operation.js"
import { describeCause } from "../failure/safeCause.js"
import { type Credentials, readTokenExit } from "../wire/credentials.js"
import type { Server } from "../wire/settings.js"
import type { Transport, WireRequest } from "../wire/transport.js"
import { makeAttemptRecorder, type Observed } from "./telemetry.js"

/** Where the token comes from: known beforehand, or asked for at each attempt. */
export type TokenSource = Credentials | Effect.Effect<Redacted.Redacted, unknown>

/** What all attempts of a call have in common. */
export interface AttemptedCall<in out A> {
  readonly reading: Reading<A>
  readonly request: WireRequest
  readonly limits: TimeoutLimits
  readonly fiber: AnyFiber
  /** When the time of the whole call is over, in milliseconds of the monotonic clock. */
  readonly deadline: number
}

/** Makes one request: the token asked for, the answer read, all within the time limits. */
export type Attempt = <A>(
  call: AttemptedCall<A>,
  progress: Progress
) => Effect.Effect<Answer<A>, BitGptError>

export const makeAttempt = (options: {
  readonly server: Server
  readonly transport: Transport
  readonly token: TokenSource
  /** The headers that every request carries. */
  readonly headers: Readonly<Record<string, string>>
}): Attempt => {
  const { headers, token, transport } = options
  const record = makeAttemptRecorder(options.server)

  return <A>(call: AttemptedCall<A>, progress: Progress) => {
    const { deadline, fiber, limits, reading, request } = call
    const clock = clockOf(fiber)
    const start = monotonicMillis(clock)
    const ofAttempt = Duration.toMillis(limits.attempt)
    const ofCall = deadline - start
    const limit = ofAttempt < ofCall ? "attempt" : "total"
    const duration = limits[limit]
    const millis = Math.min(ofAttempt, ofCall)
    const unsent = { ...progress, attempts: progress.attempts - 1 }

    const send = (
      { headers, scrub }: Credentials,
      millis: number
    ): Effect.Effect<Answer<A>, BitGptError> => {
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
            observed.status = response.status
            return readAnswer(reading, response, {
              progress,
              scrub,
              now: () => clock.unsafeCurrentTimeMillis()
            })
          }
        }
      )
    }

    const askAndSend = (ask: Effect.Effect<Redacted.Redacted, unknown>) => {
      return exitWithin(ask, millis, () =>
        Effect.fail(Failure.outOfTime(unsent, { limit, duration, waiting: "Token" }))
      ).pipe(
        Effect.flatMap((exit) =>
          Effect.mapError(readTokenExit(exit, headers), (problem) =>
            Failure.noUsableToken(unsent, problem)
          )
        ),
        Effect.flatMap((credentials) => send(credentials, start + millis - monotonicMillis(clock)))
      )
    }

    const observed: Observed<A> = {
      operation: progress.operation,
      fiber,
      resends: progress.attempts - 1,
      effect: Effect.isEffect(token) ? askAndSend(token) : send(token, millis),
      status: undefined
    }
    return record(observed)
  }
}
