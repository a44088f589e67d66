/**
 * The metrics that every client records, in Effect's metric registry, whether somebody reads them or
 * not. Each set of tags is a series of its own, so that a value here is 0 until every tag is given:
 * to see all series, use `Metric.snapshot` or an exporter.
 *
 * Spans need no module: a call is a span named after its operation (`ApiKeys.get`), and each of its
 * attempts a client span below it (`GET /developers/api_keys/{id}`) with OpenTelemetry's HTTP
 * attributes. They are made only where a tracer is installed.
 *
 * @module
 */
import * as Metric from "effect/Metric"
import { durationOfRequests, unitOfDurations } from "../effect3/metric.js"

/**
 * Requests by outcome: one for each attempt. Tags: `bitgpt.operation`, and `outcome`, which is
 * `success`, `interrupted`, `defect` or the tag of the error.
 *
 * @example
 * ```ts
 * import { Telemetry } from "effect-bitgpt"
 * import { Metric } from "effect"
 *
 * const notFound = Metric.value(
 *   Telemetry.requests.pipe(
 *     Metric.tagged("bitgpt.operation", "ApiKeys.get"),
 *     Metric.tagged("outcome", "NotFoundError")
 *   )
 * )
 * ```
 */
export const requests: Metric.Metric.Counter<number> = Metric.counter("bitgpt.client.requests", {
  description: "Requests to BitGPT by outcome",
  incremental: true
})

/**
 * Duration of requests in seconds, body and decoding included: one for each attempt. Tags:
 * `http.request.method`, `url.template`, `server.address`, `server.port`, and where there are any,
 * `http.response.status_code` and `error.type`. The tag `unit` (`s`) is where Effect's exporters take
 * the unit from. Tags of Effect's metrics are text, and so are numbers in them.
 *
 * Source: OpenTelemetry semantic conventions, metric `http.client.request.duration`, its bounds too.
 *
 * @example
 * ```ts
 * import { Effect, Metric } from "effect"
 *
 * // One histogram for each set of tags, as an exporter reads them.
 * const durations = Effect.map(Metric.snapshot, (pairs) =>
 *   pairs.filter(({ metricKey }) => metricKey.name === "http.client.request.duration")
 * )
 * ```
 */
export const requestDuration: Metric.Metric.Histogram<number> = durationOfRequests.pipe(
  Metric.taggedWithLabels([unitOfDurations])
)

/**
 * Retries. Tags: `bitgpt.operation` and `error.type`, the tag of the error that led to the retry.
 *
 * @example
 * ```ts
 * import { Telemetry } from "effect-bitgpt"
 * import { Metric } from "effect"
 *
 * const afterTimeouts = Metric.value(
 *   Telemetry.retries.pipe(
 *     Metric.tagged("bitgpt.operation", "ApiKeys.get"),
 *     Metric.tagged("error.type", "TimeoutError")
 *   )
 * )
 * ```
 */
export const retries: Metric.Metric.Counter<number> = Metric.counter("bitgpt.client.retries", {
  description: "Retries of requests to BitGPT",
  incremental: true
})
