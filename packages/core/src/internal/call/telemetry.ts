import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import type { BitGptError } from "../../errors/BitGptError.js"
import { requests, retries } from "./metrics.js"
import type { Answer } from "../answer/read.js"
import { type AnyFiber, clockOf, isTraced } from "../effect3/fiber.js"
import {
  durationOfRequests,
  type Labels,
  labelsOf,
  unitOfDurations,
  updateMetric
} from "../effect3/metric.js"
import { monotonicMillis } from "../effect3/timer.js"
import type { Operation, Progress } from "../failure/operation.js"
import type { Server } from "../wire/settings.js"

/** Runs a call in a span of its own, if a tracer listens. */
export const withCallSpan = <A>(
  { operation }: Operation,
  fiber: AnyFiber,
  call: () => Effect.Effect<A, BitGptError>
): Effect.Effect<A, BitGptError> =>
  isTraced(fiber)
    ? Effect.useSpan(operation, { captureStackTrace: false }, (span) =>
        call().pipe(
          Effect.tapError((error) =>
            Effect.sync(() => {
              span.attribute("error.type", error._tag)
            })
          ),
          Effect.provideService(Tracer.ParentSpan, span)
        )
      )
    : call()

interface Outcome {
  readonly outcome: string
  /** `error.type` of OpenTelemetry: the status where there is one that says error. */
  readonly errorType: string | undefined
  /** Of the answer's status line. */
  readonly status: number | undefined
}

const outcomeOf = (
  exit: Exit.Exit<Answer<unknown>, BitGptError>,
  status: number | undefined
): Outcome => {
  if (Exit.isSuccess(exit)) return { outcome: "success", errorType: undefined, status }
  const error = Option.getOrUndefined(Cause.failureOption(exit.cause))
  if (error !== undefined) {
    const errorType = status !== undefined && status >= 400 ? String(status) : error._tag
    return { outcome: error._tag, errorType, status }
  }
  const outcome = Cause.isInterruptedOnly(exit.cause) ? "interrupted" : "defect"
  return { outcome, errorType: outcome, status }
}

const supportIdOf = (exit: Exit.Exit<Answer<unknown>, BitGptError>): string | undefined =>
  Exit.match(exit, {
    onSuccess: ({ scrub, surroundings }) =>
      Option.getOrUndefined(Option.map(surroundings().supportId, scrub)),
    onFailure: (cause) => {
      const error = Option.getOrUndefined(Cause.failureOption(cause))
      return error !== undefined && "supportId" in error ? error.supportId : undefined
    }
  })

/** Makes an attempt that tells the status of its answer as soon as there is one. */
export type ObservedAttempt<A> = (
  onStatus: (status: number) => void
) => Effect.Effect<Answer<A>, BitGptError>

/** Records attempts of calls to one server. */
export type AttemptRecorder = <A>(
  progress: Progress,
  fiber: AnyFiber,
  attempt: ObservedAttempt<A>
) => Effect.Effect<Answer<A>, BitGptError>

interface AttemptLabels {
  readonly requests: Labels
  readonly duration: Labels
}

/** A recorder that keeps the labels of each outcome it has met. */
export const makeAttemptRecorder = ({ address, port }: Server): AttemptRecorder => {
  const known = new Map<string, AttemptLabels>()

  const labelsFor = (call: Operation, { errorType, outcome, status }: Outcome): AttemptLabels => {
    const key = `${call.operation} ${outcome} ${status ?? ""}`
    const existing = known.get(key)
    if (existing !== undefined) return existing
    const labels: AttemptLabels = {
      requests: labelsOf({ "bitgpt.operation": call.operation, outcome }),
      duration: [
        unitOfDurations,
        ...labelsOf({
          "http.request.method": call.method,
          "url.template": call.urlTemplate,
          "server.address": address,
          "server.port": port,
          "http.response.status_code": status,
          "error.type": errorType
        })
      ]
    }
    known.set(key, labels)
    return labels
  }

  const measured = <A>(
    call: Operation,
    attempt: ObservedAttempt<A>,
    span: Tracer.Span | undefined,
    fiber: AnyFiber
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const clock = clockOf(fiber)
    const start = monotonicMillis(clock)
    let status: number | undefined
    const record = (exit: Exit.Exit<Answer<A>, BitGptError>): Exit.Exit<Answer<A>, BitGptError> => {
      const outcome = outcomeOf(exit, status)
      const labels = labelsFor(call, outcome)
      updateMetric(requests, 1, labels.requests, fiber)
      updateMetric(
        durationOfRequests,
        (monotonicMillis(clock) - start) / 1000,
        labels.duration,
        fiber
      )
      if (span === undefined) return exit
      for (const [name, value] of Object.entries({
        "http.response.status_code": status,
        "error.type": outcome.errorType,
        "bitgpt.support_id": supportIdOf(exit)
      })) {
        if (value !== undefined) span.attribute(name, value)
      }
      return exit
    }
    // What Effect.onExit does, in fewer steps: what is recorded takes none.
    return Effect.uninterruptibleMask((restore) =>
      Effect.matchCauseEffect(
        restore(
          attempt((answered) => {
            status = answered
          })
        ),
        {
          onFailure: (cause) => record(Exit.failCause(cause)),
          onSuccess: (answer) => record(Exit.succeed(answer))
        }
      )
    )
  }

  return (progress, fiber, attempt) => {
    const { attempts, operation: call } = progress
    if (!isTraced(fiber)) return measured(call, attempt, undefined, fiber)
    return Effect.useSpan(
      `${call.method} ${call.urlTemplate}`,
      {
        kind: "client",
        captureStackTrace: false,
        attributes: {
          "http.request.method": call.method,
          "url.template": call.urlTemplate,
          "server.address": address,
          "server.port": port,
          ...(attempts > 1 ? { "http.request.resend_count": attempts - 1 } : {})
        }
      },
      (span) =>
        Effect.provideService(
          Effect.suspend(() => measured(call, attempt, span, fiber)),
          Tracer.ParentSpan,
          span
        )
    )
  }
}

/** Counts a retry. */
export const recordRetry = (
  { operation }: Operation,
  error: BitGptError,
  fiber: AnyFiber
): void => {
  updateMetric(
    retries,
    1,
    labelsOf({ "bitgpt.operation": operation, "error.type": error._tag }),
    fiber
  )
}
