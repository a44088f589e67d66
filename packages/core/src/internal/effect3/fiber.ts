import * as HttpClient from "@effect/platform/HttpClient"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import type * as MetricLabel from "effect/MetricLabel"
import * as Tracer from "effect/Tracer"

/** A fiber, whatever it does. */
export type AnyFiber = Fiber.RuntimeFiber<unknown, unknown>

export const clockOf = (fiber: AnyFiber): Clock.Clock =>
  Context.get(fiber.currentDefaultServices, Clock.Clock)

// An application can hold two copies of Effect, one for `import` and one for `require`. They share this
// reference, and with it the services of the copy that was loaded first: those are the live ones.
const liveServices = FiberRefs.getOrDefault(FiberRefs.empty(), DefaultServices.currentServices)

/** Whether time passes by itself, and not at the will of a test. */
export const isLive = (clock: Clock.Clock): boolean =>
  clock === Context.get(liveServices, Clock.Clock)

// Effect's own tracer keeps nothing: where it is the one in use, no span is ever read.
const nativeTracer = Context.get(liveServices, Tracer.Tracer)

/** Whether spans that are made in this fiber go anywhere. */
export const isTraced = (fiber: AnyFiber): boolean =>
  fiber.currentTracer !== nativeTracer && fiber.getFiberRef(FiberRef.currentTracerEnabled)

/** The span whose trace goes along with a request, unless the application has switched that off. */
export const propagatedSpanOf = (fiber: AnyFiber): Tracer.AnySpan | undefined => {
  const span = fiber.currentSpan
  return span !== undefined &&
    !Context.get(span.context, Tracer.DisablePropagation) &&
    fiber.getFiberRef(FiberRef.currentTracerEnabled) &&
    fiber.getFiberRef(HttpClient.currentTracerPropagation)
    ? span
    : undefined
}

/** The labels that the application gives to all metrics. */
export const metricLabelsOf = (fiber: AnyFiber): ReadonlyArray<MetricLabel.MetricLabel> =>
  fiber.getFiberRef(FiberRef.currentMetricLabels)
