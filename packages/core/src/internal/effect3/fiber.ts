import * as HttpClient from "@effect/platform/HttpClient"
import * as Clock from "effect/Clock"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import { constVoid } from "effect/Function"
import type * as Metric from "effect/Metric"
import type * as MetricLabel from "effect/MetricLabel"
import * as Tracer from "effect/Tracer"

/** A fiber, whatever it does. */
export type AnyFiber = Fiber.RuntimeFiber<unknown, unknown>

export const clockOf = (fiber: AnyFiber): Clock.Clock =>
  Context.get(fiber.currentDefaultServices, Clock.Clock)

// An application can hold two copies of Effect, one for `import` and one for `require`. They share this
// reference, and with it the services of the copy that was loaded first: those are the live ones.
const liveServices = FiberRefs.getOrDefault(FiberRefs.empty(), DefaultServices.currentServices)

const liveClock = Context.get(liveServices, Clock.Clock)

// Effect's own tracer keeps nothing: where it is the one in use, no span is ever read.
const nativeTracer = Context.get(liveServices, Tracer.Tracer)

/** The configuration that a program was given, `undefined` if it has only the default one. */
export const givenConfigProvider: Effect.Effect<ConfigProvider.ConfigProvider | undefined> =
  Effect.configProviderWith((provider) =>
    Effect.succeed(
      provider === Context.get(liveServices, ConfigProvider.ConfigProvider) ? undefined : provider
    )
  )

/** Whether spans that are made in this fiber go anywhere. */
export const isTraced = (fiber: AnyFiber): boolean =>
  fiber.currentTracer !== nativeTracer && fiber.getFiberRef(FiberRef.currentTracerEnabled)

/**
 * The header that carries the trace of a fiber's span to the server (W3C Trace Context), unless the
 * application has switched that off.
 */
export const traceHeadersOf = (fiber: AnyFiber): Readonly<Record<string, string>> | undefined => {
  const span = fiber.currentSpan
  return span !== undefined &&
    !Context.get(span.context, Tracer.DisablePropagation) &&
    fiber.getFiberRef(FiberRef.currentTracerEnabled) &&
    fiber.getFiberRef(HttpClient.currentTracerPropagation) &&
    /^[0-9a-f]{32}$/.test(span.traceId) &&
    /^[0-9a-f]{16}$/.test(span.spanId)
    ? { traceparent: `00-${span.traceId}-${span.spanId}-${span.sampled ? "01" : "00"}` }
    : undefined
}

export type Labels = ReadonlyArray<MetricLabel.MetricLabel>

/** Updates a metric with labels, and with those that a fiber has. Effect's registry finds an array that it has seen before by identity. */
export const updateMetric = <Type, In, Out>(
  metric: Metric.Metric<Type, In, Out>,
  input: In,
  labels: Labels,
  fiber: AnyFiber
): void => {
  const ofFiber = fiber.getFiberRef(FiberRef.currentMetricLabels)
  metric.unsafeUpdate(input, ofFiber.length === 0 ? labels : [...ofFiber, ...labels])
}

/**
 * Milliseconds since some moment, by a clock that no adjustment of the system's time moves. The live
 * clock's are read from the runtime at each call: tools that fake the runtime's timers fake them too, so
 * that limits and timers always count the same time.
 */
export const monotonicMillis = (clock: Clock.Clock): number =>
  clock === liveClock ? performance.now() : Number(clock.unsafeCurrentTimeNanos()) / 1e6

// Timers of the runtime count in a signed number of 32 bits.
const longestMillis = 2 ** 31 - 1

// Timers that fire later than this do so because the event loop was blocked. What has arrived meanwhile
// waits in buffers: it gets as much time again to be read.
const lateMillis = 50

/**
 * Calls back when so many milliseconds have passed on a clock, and returns how to call that off. The
 * live clock needs no fiber for it; every other one, such as the test clock, is waited for in one.
 */
export const startTimer = (
  clock: Clock.Clock,
  millis: number,
  onTime: () => void
): (() => void) => {
  if (clock !== liveClock) return startClockTimer(clock, millis, onTime)
  if (millis > longestMillis) return constVoid
  const due = performance.now() + millis
  // eslint-disable-next-line no-restricted-globals -- what the live clock does too, without a fiber to wait for it
  let handle = setTimeout(() => {
    if (performance.now() - due <= lateMillis) onTime()
    // eslint-disable-next-line no-restricted-globals -- the same
    else handle = setTimeout(onTime, lateMillis)
  }, millis)
  return () => {
    clearTimeout(handle)
  }
}

const startClockTimer = (clock: Clock.Clock, millis: number, onTime: () => void): (() => void) => {
  if (millis === Infinity) return constVoid
  const waiting = Effect.runFork(clock.sleep(Duration.millis(millis)))
  waiting.addObserver((exit) => {
    if (Exit.isSuccess(exit)) onTime()
  })
  return () => {
    waiting.unsafeInterruptAsFork(FiberId.none)
  }
}
