import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Redacted from "effect/Redacted"
import type * as Tracer from "effect/Tracer"
import type { BitGptError, TimeoutError } from "../../errors/BitGptError.js"
import type { TimeoutLimits } from "../../policies/TimeoutPolicy.js"
import { type Answer, readAnswer } from "../answer/read.js"
import { type AnyFiber, isTraced, monotonicMillis } from "../effect3/fiber.js"
import { exitWithin } from "../effect3/timeLimit.js"
import * as Failure from "../failure/failure.js"
import type { Progress } from "../failure/operation.js"
import { describeCause } from "../failure/safeCause.js"
import { type Credentials, readTokenExit } from "../wire/credentials.js"
import type { Server } from "../wire/settings.js"
import type { SendFailure, Sent, Transport, WireRequest, WireResponse } from "../wire/transport.js"
import type { Endpoint } from "./endpoint.js"
import { inAttemptSpan, makeRecorder, type Recorded } from "./telemetry.js"

/** Where the token comes from: known beforehand, or asked for at each attempt. */
export type TokenSource = Credentials | Effect.Effect<Redacted.Redacted, unknown>

/** What all attempts of a call have in common. */
export interface AttemptedCall<in out A> {
  readonly endpoint: Endpoint<never, A>
  readonly url: string
  readonly body: WireRequest["body"]
  readonly idempotencyKey: string | undefined
  readonly limits: TimeoutLimits
  /** The limit of an attempt, in milliseconds. */
  readonly attemptMillis: number
  readonly fiber: AnyFiber
  readonly clock: Clock.Clock
  /** When the time of the whole call is over, in milliseconds of the monotonic clock. */
  readonly deadline: number
}

/** What all attempts of a client have in common. */
export interface AttemptOptions {
  readonly server: Server
  readonly transport: Transport
  readonly token: TokenSource
  /** The headers that every request carries. */
  readonly headers: Readonly<Record<string, string>>
}

/** The requests of a call before an attempt. */
export interface SentBefore {
  readonly attempts: number
  /** Whether one of them may have taken effect. */
  readonly mayHaveTakenEffect: boolean
}

/** Makes one request: the token asked for, the answer read, all within the time limits. */
export type MakeAttempt = <A>(
  call: AttemptedCall<A>,
  before: SentBefore
) => Effect.Effect<Answer<A>, BitGptError>

/** An attempt under way. */
interface Attempt<in out A> extends Recorded {
  readonly call: AttemptedCall<A>
  readonly progress: Progress
  /** The limit that ends it, and the time until then. */
  readonly limit: TimeoutError["limit"]
  readonly millis: number
  sent: Sent | undefined
  status: number | undefined
  span: Tracer.Span | undefined
}

/** An attempt that is not sent doesn't count as one. */
const unsent = (progress: Progress): Progress => ({
  ...progress,
  attempts: progress.attempts - 1
})

const outOfTime = <A>(
  { call, limit, progress }: Attempt<A>,
  waiting: "Start" | "Token" | "Connection" | "Answer"
): TimeoutError =>
  Failure.outOfTime(waiting === "Start" || waiting === "Token" ? unsent(progress) : progress, {
    limit,
    duration: call.limits[limit],
    waiting
  })

export const makeAttempt = ({ headers, server, token, transport }: AttemptOptions): MakeAttempt => {
  const record = makeRecorder(server)

  /** Asks the application for a token, and goes on in the time that is left. */
  const askAndSend = <A>(
    attempt: Attempt<A>,
    ask: Effect.Effect<Redacted.Redacted, unknown>
  ): Effect.Effect<Answer<A>, BitGptError> =>
    exitWithin(ask, attempt.millis, () => Effect.fail(outOfTime(attempt, "Token"))).pipe(
      Effect.flatMap((exit) =>
        Effect.mapError(readTokenExit(exit, headers), (problem) =>
          Failure.noUsableToken(unsent(attempt.progress), problem)
        )
      ),
      Effect.flatMap((credentials) =>
        send(attempt, credentials, attempt.start + attempt.millis - monotonicMillis(attempt.clock))
      )
    )

  const send = <A>(
    attempt: Attempt<A>,
    { headers, scrub }: Credentials,
    millis: number
  ): Effect.Effect<Answer<A>, BitGptError> => {
    if (millis <= 0) return Effect.fail(outOfTime(attempt, "Start"))
    const { call, clock, progress } = attempt
    const { body, endpoint, fiber, idempotencyKey, url } = call
    const request: WireRequest = {
      method: endpoint.method,
      url,
      // A copy, for an application's own fetch or dispatcher may change it.
      headers: {
        ...headers,
        ...(idempotencyKey === undefined ? undefined : { "idempotency-key": idempotencyKey }),
        ...(body === undefined
          ? undefined
          : { "content-type": typeof body === "string" ? "application/json" : body.type })
      },
      body,
      ignoresBody: endpoint.ignoresBody
    }
    return Effect.matchEffect(
      Effect.async<WireResponse, SendFailure>((resume) => {
        attempt.sent = transport.send(request, millis, fiber, resume)
      }),
      {
        onSuccess: (response) => {
          attempt.status = response.status
          return readAnswer(endpoint, response, { progress, scrub, clock })
        },
        onFailure: (failure) =>
          Effect.fail(
            failure._tag === "TimeIsUp"
              ? outOfTime(attempt, failure.isUnsent ? "Connection" : "Answer")
              : Failure.noAnswer(progress, {
                  ...describeCause(failure.cause, scrub),
                  ...(failure.isUnsent ? { isUnsent: true } : undefined),
                  shouldRetry: failure.isAborted ? false : undefined
                })
          )
      }
    )
  }

  return <A>(call: AttemptedCall<A>, before: SentBefore) => {
    const { attemptMillis, clock, endpoint, fiber, idempotencyKey } = call
    const start = monotonicMillis(clock)
    const callMillis = call.deadline - start
    const attempt: Attempt<A> = {
      call,
      operation: endpoint,
      fiber,
      clock,
      start,
      limit: attemptMillis < callMillis ? "attempt" : "total",
      millis: Math.min(attemptMillis, callMillis),
      progress: {
        operation: endpoint,
        attempts: before.attempts + 1,
        mayHaveTakenEffect: before.mayHaveTakenEffect,
        idempotencyKey
      },
      sent: undefined,
      status: undefined,
      span: undefined
    }
    const ended = Effect.onExit(
      Effect.isEffect(token) ? askAndSend(attempt, token) : send(attempt, token, attempt.millis),
      (exit) => {
        if (Exit.isFailure(exit)) attempt.sent?.cancel()
        record(attempt, exit)
        return Effect.void
      }
    )
    if (!isTraced(fiber)) return ended
    return inAttemptSpan(server, attempt.progress, (span) => {
      attempt.span = span
      return ended
    })
  }
}
