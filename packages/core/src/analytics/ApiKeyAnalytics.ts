/**
 * How API keys are used.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient } from "../internal/codec/field.js"
import { IdOrNumber } from "../internal/codec/id.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { analytics, figure, group, table, text } from "./figures.js"

const CoreMetrics = Schema.Struct({
  /** Requests in all. */
  totalRequests: figure("total_requests"),
  /** Requests in a second. */
  requestsPerSecond: figure("requests_per_second"),
  /** Requests that succeeded. */
  totalSuccess: figure("total_success"),
  /** Requests that failed. */
  totalErrors: figure("total_errors"),
  /** The part of requests that succeeded: percent, 0 to 100. */
  successRatePct: figure("success_rate_pct"),
  /** How long an answer took on average: milliseconds. */
  avgLatencyMs: figure("avg_latency_ms"),
  /** The part of answers that took less than 100 ms: percent, 0 to 100. */
  pctUnder100ms: figure("pct_under_100ms"),
  /** The part of answers that took less than 500 ms: percent, 0 to 100. */
  pctUnder500ms: figure("pct_under_500ms"),
  /** The part of answers that took less than 1 s: percent, 0 to 100. */
  pctUnder1s: figure("pct_under_1s"),
  /** How many different calls were made. */
  uniqueEndpoints: figure("unique_endpoints"),
  /** How many different keys were used. */
  distinctApiKeys: figure("distinct_api_keys")
})

const KeyUsage = Schema.Struct({
  /** The credential, or a part of it. */
  auth: lenient(Schema.Redacted(Schema.String), "auth"),
  /** How often it was used. */
  usageCount: figure("usage_count")
})

const IpMetrics = Schema.Struct({
  /** The address, as BitGPT has it: unchecked. */
  ip: text("ip"),
  /** Requests from there. */
  totalRequests: figure("total_requests"),
  /** Requests from there that failed. */
  totalErrors: figure("total_errors"),
  /** The part of those: percent, 0 to 100. */
  errorRate: figure("error_rate")
})

const HourlyMetrics = Schema.Struct({
  /** When the hour began. */
  hour: lenient(Timestamp, "hour"),
  /** Requests in it. */
  totalRequests: figure("total_requests"),
  /** Requests in it that failed. */
  errorCount: figure("error_count"),
  /** The part of those: percent, 0 to 100. */
  errorRatePct: figure("error_rate_pct"),
  /** How long an answer took on average: milliseconds. */
  avgLatencyMs: figure("avg_latency_ms")
})

const KeyMetrics = Schema.Struct({
  /** The key. None where BitGPT names none, as in its sample. */
  apiKeyId: lenient(IdOrNumber, "api_key_id"),
  /** How often it was used in 30 days. */
  totalRequests: figure("total_requests")
})

const LatencyBreakdown = Schema.Struct({
  /** Requests in all. */
  totalRequests: figure("total_requests"),
  /** Answers that took less than 100 ms. */
  lessThan100ms: figure("less_than_100ms"),
  /** Answers that took less than 500 ms. */
  lessThan500ms: figure("less_than_500ms"),
  /** Answers that took less than 1 s. */
  lessThan1s: figure("less_than_1s"),
  /** Answers that took more than 1 s. */
  moreThan1s: figure("more_than_1s")
})

const Latency = Schema.Struct({
  /** The shortest, presumably in milliseconds. */
  min: figure("min"),
  /** The longest, presumably in milliseconds. */
  max: figure("max")
})

/**
 * How the API keys of an organization are used. The period that the figures are of is not documented.
 *
 * BitGPT documents these figures by one sample only: every field may be none, and one that is not as
 * documented costs no other. `raw` has the answer as it came.
 *
 * Source: BitGPT's developer reference, sample of `GET /analytics/api_keys`.
 *
 * @example
 * ```ts
 * import type { ApiKeyAnalytics } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const successRate = ({ coreMetrics }: ApiKeyAnalytics) =>
 *   Option.flatMap(coreMetrics, ({ successRatePct }) => successRatePct)
 * ```
 */
export const ApiKeyAnalytics = analytics(
  Schema.Struct({
    /** All requests taken together. */
    coreMetrics: group(CoreMetrics, "core_metrics"),
    /** The same for the period before. */
    prevCoreMetrics: group(CoreMetrics, "prev_core_metrics"),
    /** The credentials that are used most. */
    mostUsedApiKeys: table(KeyUsage, "most_used_api_keys"),
    /** Requests by address. */
    ipMetrics: table(IpMetrics, "ip_metrics"),
    /** Requests by hour. */
    hourlyMetrics: table(HourlyMetrics, "hourly_metrics"),
    /** Requests by key, in 30 days. */
    apiKeyMetrics30d: table(KeyMetrics, "api_key_metrics_30d"),
    /** How many answers took how long. */
    latencyBreakdown: group(LatencyBreakdown, "latency_breakdown"),
    /** How long answers took. */
    latency: group(Latency, "latency")
  })
)

/** How the API keys of an organization are used. */
export interface ApiKeyAnalytics extends Schema.Schema.Type<typeof ApiKeyAnalytics> {}
