import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { Answer } from "../answer/read.js"
import { type AnyFiber, type Labels, monotonicMillis, updateMetric } from "../effect3/fiber.js"
import { durationOfRequests, labelsOf, unitOfDurations } from "../effect3/metric.js"
import type { Operation, Progress } from "../failure/operation.js"
import type { Server } from "../wire/settings.js"
import { requests, retries } from "./metrics.js"

/** Runs a call in a span of its own. */
export const inCallSpan = <A>(
  { operation }: Operation,
  call: Effect.Effect<A, BitGptError>
): Effect.Effect<A, BitGptError> =>
  Effect.useSpan(operation, { captureStackTrace: false }, (span) =>
    call.pipe(
      Effect.tapError((error) =>
        Effect.sync(() => {
          span.attribute("error.type", error._tag)
        })
      ),
      Effect.provideService(Tracer.ParentSpan, span)
    )
  )

/** An attempt, as it is recorded. */
export interface Recorded {
  readonly operation: Operation
  readonly fiber: AnyFiber
  readonly clock: Clock.Clock
  /** When it began, in milliseconds of the monotonic clock. */
  readonly start: number
  /** Of the status line of its answer, `undefined` if there was none. */
  readonly status: number | undefined
  /** `undefined` where nothing is traced. */
  readonly span: Tracer.Span | undefined
}

type AttemptExit = Exit.Exit<Answer<unknown>, BitGptError>

const outcomeOf = (cause: Cause.Cause<BitGptError>): string => {
  const error = Cause.failureOption(cause)
  if (Option.isSome(error)) return error.value._tag
  return Cause.isInterruptedOnly(cause) ? "interrupted" : "defect"
}

/** `error.type` of OpenTelemetry: the status, where that is an error. */
const errorTypeOf = (outcome: string, status: number | undefined): string | undefined =>
  outcome === "success"
    ? undefined
    : status !== undefined && status >= 400
      ? String(status)
      : outcome

const supportIdOf = (exit: AttemptExit): string | undefined =>
  Exit.match(exit, {
    onSuccess: ({ scrub, surroundings }) =>
      Option.getOrUndefined(Option.map(surroundings().supportId, (id) => scrub(id))),
    onFailure: (cause) => {
      const error = Option.getOrUndefined(Cause.failureOption(cause))
      return error !== undefined && "supportId" in error ? error.supportId : undefined
    }
  })

/** The labels of attempts that have ended alike. */
interface AttemptLabels {
  readonly outcome: string
  readonly status: number | undefined
  readonly requests: Labels
  readonly duration: Labels
}

/** Records how an attempt has ended, also in its span. */
export type Recorder = (attempt: Recorded, exit: AttemptExit) => void

/** A recorder for one server, which keeps the labels of each outcome it has met. */
export const makeRecorder = ({ address, port }: Server): Recorder => {
  const known = new Map<Operation, ReadonlyArray<AttemptLabels>>()

  const makeLabels = (
    { method, operation, urlTemplate }: Operation,
    outcome: string,
    status: number | undefined
  ): AttemptLabels => ({
    outcome,
    status,
    requests: labelsOf({ "bitgpt.operation": operation, outcome }),
    duration: [
      unitOfDurations,
      ...labelsOf({
        "http.request.method": method,
        "url.template": urlTemplate,
        "server.address": address,
        "server.port": port,
        "http.response.status_code": status,
        "error.type": errorTypeOf(outcome, status)
      })
    ]
  })

  return ({ clock, fiber, operation, span, start, status }, exit) => {
    const outcome = Exit.isSuccess(exit) ? "success" : outcomeOf(exit.cause)
    const ofOperation = known.get(operation) ?? []
    let labels: AttemptLabels | undefined
    for (const one of ofOperation) {
      if (one.outcome === outcome && one.status === status) labels = one
    }
    if (labels === undefined) {
      labels = makeLabels(operation, outcome, status)
      known.set(operation, [...ofOperation, labels])
    }
    updateMetric(requests, 1, labels.requests, fiber)
    const seconds = (monotonicMillis(clock) - start) / 1000
    updateMetric(durationOfRequests, seconds, labels.duration, fiber)
    if (span === undefined) return
    for (const [name, value] of Object.entries({
      "http.response.status_code": status,
      "error.type": errorTypeOf(outcome, status),
      "bitgpt.support_id": supportIdOf(exit)
    })) {
      if (value !== undefined) span.attribute(name, value)
    }
  }
}

/** Makes an attempt in a span of its own. */
export const inAttemptSpan = <A>(
  { address, port }: Server,
  { attempts, operation }: Progress,
  attempt: (span: Tracer.Span) => Effect.Effect<A, BitGptError>
): Effect.Effect<A, BitGptError> =>
  Effect.useSpan(
    `${operation.method} ${operation.urlTemplate}`,
    {
      kind: "client",
      captureStackTrace: false,
      attributes: {
        "http.request.method": operation.method,
        "url.template": operation.urlTemplate,
        "server.address": address,
        "server.port": port,
        ...(attempts > 1 ? { "http.request.resend_count": attempts - 1 } : {})
      }
    },
    (span) =>
      Effect.provideService(
        Effect.suspend(() => attempt(span)),
        Tracer.ParentSpan,
        span
      )
  )

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
