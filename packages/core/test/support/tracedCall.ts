import { Effect, Fiber, Option, TestClock, type Tracer } from "effect"
import type { ApiKeys, BitGpt } from "../../src/index.js"
import { type RecordedSpan, recordingTracer } from "./recordingTracer.js"
import { clientOf, getKey, type ScriptedServer } from "./scriptedServer.js"
import { start, withJitter } from "./time.js"

export type Wrap = <A, E>(effect: Effect.Effect<A, E, ApiKeys>) => Effect.Effect<A, E, ApiKeys>

/** The spans of a call, with a minute for it. */
export const traced = (
  http: ScriptedServer,
  options: Partial<BitGpt.ClientOptions> = {},
  wrap: Wrap = (call) => call
): Effect.Effect<ReadonlyArray<RecordedSpan>> =>
  Effect.gen(function* () {
    const { spans, tracer } = recordingTracer()
    const fiber = yield* wrap(getKey).pipe(
      Effect.provide(clientOf(http, options)),
      Effect.withTracer(tracer),
      withJitter(0),
      start
    )
    yield* TestClock.adjust("1 minute")
    yield* Fiber.await(fiber)
    return spans
  })

export const parentOf = (span: RecordedSpan | undefined): Tracer.AnySpan | undefined =>
  span === undefined ? undefined : Option.getOrUndefined(span.parent)

export const attributesOf = (span: RecordedSpan | undefined): unknown =>
  span === undefined ? undefined : Object.fromEntries(span.attributes)

export const traceparentOf = (span: Tracer.AnySpan | undefined): string =>
  span === undefined ? "no span" : `00-${span.traceId}-${span.spanId}-01`
