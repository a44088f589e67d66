import * as HttpClient from "@effect/platform/HttpClient"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import type * as Fiber from "effect/Fiber"
import type * as Metric from "effect/Metric"
import * as MetricLabel from "effect/MetricLabel"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import type { BitGptError } from "../BitGptError.js"
import { requests, retries } from "../Telemetry.js"
import type { CallDescription } from "./endpoint.js"
import type { Failed } from "./failure.js"
import type { Answer } from "./interpret.js"
import { durationOfRequests, unitOfDurations } from "./requestDuration.js"
import type { Server } from "./settings.js"
import { clockOf } from "./timer.js"

// Effect's own tracer keeps nothing: where it is the one in use, nobody listens.
const nativeTracer = Context.get(DefaultServices.liveServices, Tracer.Tracer)

/** A fiber, whatever it does. */
export type AnyFiber = Fiber.RuntimeFiber<unknown, unknown>

const isTraced = (fiber: AnyFiber): boolean =>
  fiber.getFiberRef(FiberRef.currentTracerEnabled) &&
  Context.get(fiber.getFiberRef(DefaultServices.currentServices), Tracer.Tracer) !== nativeTracer

/** Runs a call in a span of its own, if a tracer listens. */
export const withCallSpan = <A, E extends BitGptError, R>(
  call: CallDescription,
  perform: (fiber: AnyFiber) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.withFiberRuntime((fiber) =>
    isTraced(fiber)
      ? Effect.useSpan(call.operation, { captureStackTrace: false }, (span) =>
          perform(fiber).pipe(
            Effect.tapError((error) =>
              Effect.sync(() => {
                span.attribute("error.type", error._tag)
              })
            ),
            Effect.provideService(Tracer.ParentSpan, span)
          )
        )
      : perform(fiber)
  )

const traceparentOf = (span: Tracer.AnySpan): string | undefined =>
  /^[0-9a-f]{32}$/.test(span.traceId) && /^[0-9a-f]{16}$/.test(span.spanId)
    ? `00-${span.traceId}-${span.spanId}-${span.sampled ? "01" : "00"}`
    : undefined

/**
 * The header that carries the trace of a fiber to the server (W3C Trace Context). None where tracing or
 * its propagation is switched off, by the means of Effect and of its platform.
 */
export const traceHeadersOf = (fiber: AnyFiber): Readonly<Record<string, string>> | undefined => {
  const span = Context.getOption(fiber.getFiberRef(FiberRef.currentContext), Tracer.ParentSpan)
  if (
    Option.isNone(span) ||
    Context.get(span.value.context, Tracer.DisablePropagation) ||
    !fiber.getFiberRef(FiberRef.currentTracerEnabled) ||
    !fiber.getFiberRef(HttpClient.currentTracerPropagation)
  ) {
    return undefined
  }
  const traceparent = traceparentOf(span.value)
  return traceparent === undefined ? undefined : { traceparent }
}

/** The same, for the current fiber. */
export const traceHeaders: Effect.Effect<Readonly<Record<string, string>> | undefined> =
  Effect.withFiberRuntime((fiber) => Effect.succeed(traceHeadersOf(fiber)))

interface Outcome {
  readonly outcome: string
  /** `error.type` of OpenTelemetry: the status where there is one that says error. */
  readonly errorType: string | undefined
  /** Of the answer's status line. */
  readonly status: number | undefined
  readonly supportId: string | undefined
}

const outcomeOf = (
  exit: Exit.Exit<Answer<unknown>, BitGptError>,
  status: number | undefined
): Outcome => {
  if (Exit.isSuccess(exit)) {
    return {
      outcome: "success",
      errorType: undefined,
      status,
      supportId: Option.getOrUndefined(exit.value.envelope.supportId)
    }
  }
  const error = Option.getOrUndefined(Cause.failureOption(exit.cause))
  if (error === undefined) {
    const outcome = Cause.isInterruptedOnly(exit.cause) ? "interrupted" : "defect"
    return { outcome, errorType: outcome, status, supportId: undefined }
  }
  return {
    outcome: error._tag,
    errorType: status !== undefined && status >= 400 ? String(status) : error._tag,
    status,
    supportId: "supportId" in error ? error.supportId : undefined
  }
}

type Labels = ReadonlyArray<MetricLabel.MetricLabel>

const update = <Type, In, Out>(
  metric: Metric.Metric<Type, In, Out>,
  input: In,
  labels: Labels,
  fiberLabels: Labels
): void => {
  // The registry finds a label array that it has seen before by identity.
  metric.unsafeUpdate(input, fiberLabels.length === 0 ? labels : [...fiberLabels, ...labels])
}

/** Records attempts of calls to one server. */
export interface AttemptRecorder {
  readonly record: <A>(
    attempted: Failed,
    /** Told the status of the answer's status line when there is one. */
    attempt: (onStatus: (status: number) => void) => Effect.Effect<Answer<A>, BitGptError>
  ) => Effect.Effect<Answer<A>, BitGptError>
}

interface AttemptLabels {
  readonly requests: Labels
  readonly duration: Labels
}

/** A recorder that keeps the labels of each outcome it has met. */
export const makeAttemptRecorder = (server: Server): AttemptRecorder => {
  const known = new Map<string, AttemptLabels>()

  const labelsOf = (call: CallDescription, outcome: Outcome): AttemptLabels => {
    const key = `${call.operation} ${outcome.outcome} ${outcome.status ?? ""}`
    const existing = known.get(key)
    if (existing !== undefined) return existing
    const labels: AttemptLabels = {
      requests: [
        MetricLabel.make("bitgpt.operation", call.operation),
        MetricLabel.make("outcome", outcome.outcome)
      ],
      duration: [
        unitOfDurations,
        MetricLabel.make("http.request.method", call.method),
        MetricLabel.make("url.template", call.urlTemplate),
        MetricLabel.make("server.address", server.address),
        MetricLabel.make("server.port", String(server.port)),
        ...(outcome.status === undefined
          ? []
          : [MetricLabel.make("http.response.status_code", String(outcome.status))]),
        ...(outcome.errorType === undefined
          ? []
          : [MetricLabel.make("error.type", outcome.errorType)])
      ]
    }
    known.set(key, labels)
    return labels
  }

  const measured = <A>(
    call: CallDescription,
    attempt: (onStatus: (status: number) => void) => Effect.Effect<Answer<A>, BitGptError>,
    span: Tracer.Span | undefined,
    fiber: AnyFiber
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const clock = clockOf(fiber)
    const start = clock.unsafeCurrentTimeNanos()
    let status: number | undefined
    const observed = attempt((answered) => {
      status = answered
    })
    const record = (exit: Exit.Exit<Answer<A>, BitGptError>): Exit.Exit<Answer<A>, BitGptError> => {
      const outcome = outcomeOf(exit, status)
      const labels = labelsOf(call, outcome)
      const fiberLabels = fiber.getFiberRef(FiberRef.currentMetricLabels)
      const seconds = Number(clock.unsafeCurrentTimeNanos() - start) / 1e9
      update(requests, 1, labels.requests, fiberLabels)
      update(durationOfRequests, seconds, labels.duration, fiberLabels)
      if (span === undefined) return exit
      if (outcome.status !== undefined) {
        span.attribute("http.response.status_code", outcome.status)
      }
      if (outcome.errorType !== undefined) span.attribute("error.type", outcome.errorType)
      if (outcome.supportId !== undefined) {
        span.attribute("bitgpt.support_id", outcome.supportId)
      }
      return exit
    }
    // What Effect.onExit does, in fewer steps: what is recorded takes none.
    return Effect.uninterruptibleMask((restore) =>
      Effect.matchCauseEffect(restore(observed), {
        onFailure: (cause) => record(Exit.failCause(cause)),
        onSuccess: (answer) => record(Exit.succeed(answer))
      })
    )
  }

  return {
    record: ({ attempts, call }, attempt) =>
      Effect.withFiberRuntime((fiber) =>
        isTraced(fiber)
          ? Effect.useSpan(
              `${call.method} ${call.urlTemplate}`,
              {
                kind: "client",
                captureStackTrace: false,
                attributes: {
                  "http.request.method": call.method,
                  "url.template": call.urlTemplate,
                  "server.address": server.address,
                  "server.port": server.port,
                  ...(attempts > 1 ? { "http.request.resend_count": attempts - 1 } : {})
                }
              },
              (span) =>
                Effect.provideService(measured(call, attempt, span, fiber), Tracer.ParentSpan, span)
            )
          : measured(call, attempt, undefined, fiber)
      )
  }
}

/** Says in the debug log that a retry is to come. */
export const announceRetry = (
  call: CallDescription,
  error: BitGptError,
  tries: number,
  delay: Duration.Duration
): Effect.Effect<void> =>
  Effect.logDebug(
    `${call.operation}: attempt ${tries} failed (${error._tag}), retry in ${Math.round(Duration.toMillis(delay))} ms`
  )

/** Counts a retry. */
export const countRetry = (call: CallDescription, error: BitGptError): Effect.Effect<void> =>
  Effect.withFiberRuntime((fiber) => {
    update(
      retries,
      1,
      [
        MetricLabel.make("bitgpt.operation", call.operation),
        MetricLabel.make("error.type", error._tag)
      ],
      fiber.getFiberRef(FiberRef.currentMetricLabels)
    )
    return Effect.void
  })
