import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { Answer } from "../answer/read.js"
import { type AnyFiber, clockOf, isTraced, monotonicMillis } from "../effect3/fiber.js"
import {
  durationOfRequests,
  type Labels,
  labelsOf,
  unitOfDurations,
  updateMetric
} from "../effect3/metric.js"
import type { Operation } from "../failure/operation.js"
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
export interface Observed<A> {
  readonly operation: Operation
  readonly fiber: AnyFiber
  /** How many attempts there were before it. */
  readonly resends: number
  readonly effect: Effect.Effect<Answer<A>, BitGptError>
  /** Of the status line of its answer, as soon as there is one. */
  status: number | undefined
}

type AttemptExit = Exit.Exit<Answer<unknown>, BitGptError>

const outcomeOf = (cause: Cause.Cause<BitGptError>): string => {
  const error = Cause.failureOption(cause)
  if (Option.isSome(error)) return error.value._tag
  return Cause.isInterruptedOnly(cause) ? "interrupted" : "defect"
}

/** `error.type` of OpenTelemetry: the status where there is one that says error. */
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

interface AttemptLabels {
  readonly requests: Labels
  readonly duration: Labels
}

/** Records attempts of calls to one server. */
export type AttemptRecorder = <A>(observed: Observed<A>) => Effect.Effect<Answer<A>, BitGptError>

/** A recorder that keeps the labels of each outcome it has met. */
export const makeAttemptRecorder = ({ address, port }: Server): AttemptRecorder => {
  const known = new Map<string, AttemptLabels>()

  const labelsFor = (
    { method, operation, urlTemplate }: Operation,
    outcome: string,
    status: number | undefined
  ): AttemptLabels => {
    const key = `${operation} ${outcome} ${status ?? ""}`
    const existing = known.get(key)
    if (existing !== undefined) return existing
    const labels: AttemptLabels = {
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
    }
    known.set(key, labels)
    return labels
  }

  const measured = <A>(
    observed: Observed<A>,
    span: Tracer.Span | undefined
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const { effect, fiber, operation } = observed
    const clock = clockOf(fiber)
    const start = monotonicMillis(clock)
    const record = <Ended extends AttemptExit>(exit: Ended, outcome: string): Ended => {
      const { status } = observed
      const labels = labelsFor(operation, outcome, status)
      updateMetric(requests, 1, labels.requests, fiber)
      const seconds = (monotonicMillis(clock) - start) / 1000
      updateMetric(durationOfRequests, seconds, labels.duration, fiber)
      if (span !== undefined) {
        for (const [name, value] of Object.entries({
          "http.response.status_code": status,
          "error.type": errorTypeOf(outcome, status),
          "bitgpt.support_id": supportIdOf(exit)
        })) {
          if (value !== undefined) span.attribute(name, value)
        }
      }
      return exit
    }
    // What Effect.onExit does, in fewer steps: what is recorded takes none.
    return Effect.uninterruptibleMask((restore) =>
      Effect.matchCauseEffect(restore(effect), {
        onFailure: (cause) => record(Exit.failCause(cause), outcomeOf(cause)),
        onSuccess: (answer) => record(Exit.succeed(answer), "success")
      })
    )
  }

  return (observed) => {
    const { fiber, operation, resends } = observed
    if (!isTraced(fiber)) return measured(observed, undefined)
    return Effect.useSpan(
      `${operation.method} ${operation.urlTemplate}`,
      {
        kind: "client",
        captureStackTrace: false,
        attributes: {
          "http.request.method": operation.method,
          "url.template": operation.urlTemplate,
          "server.address": address,
          "server.port": port,
          ...(resends > 0 ? { "http.request.resend_count": resends } : {})
        }
      },
      (span) =>
        Effect.provideService(
          Effect.suspend(() => measured(observed, span)),
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
