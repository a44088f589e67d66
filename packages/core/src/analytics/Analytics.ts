/**
 * Figures about the use of BitGPT.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { enumInput, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"
import { call } from "../internal/resource/describe.js"
import * as Resource from "../internal/resource/resource.js"
import { ApiKeyAnalytics } from "./ApiKeyAnalytics.js"
import { WebhookAnalytics } from "./WebhookAnalytics.js"

/**
 * Every period of a dashboard that BitGPT's developer reference lists. Those that begin with `prev_` are presumably the periods
 * before the others.
 *
 * @example
 * ```ts
 * import { knownAnalyticsPeriods } from "effect-bitgpt"
 *
 * const choices = knownAnalyticsPeriods.filter((period) => !period.startsWith("prev_"))
 * ```
 */
export const knownAnalyticsPeriods = [
  "last_day",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "last_365_days",
  "prev_last_day",
  "prev_last_7_days",
  "prev_last_30_days",
  "prev_last_90_days",
  "prev_last_365_days"
] as const

/** A period of a dashboard. Editors complete the documented ones; any other string is sent too. */
export type AnalyticsPeriod = OpenEnum<(typeof knownAnalyticsPeriods)[number]>

const AnalyticsPeriod = openEnum("AnalyticsPeriod", knownAnalyticsPeriods)

const DashboardOptions = Schema.Struct({
  /** The period that the figures are of. BitGPT's default is not documented. */
  period: Schema.optional(enumInput(AnalyticsPeriod, "last_7_days"))
})

/** What `Analytics.dashboard` takes. */
export interface DashboardOptions extends Schema.Schema.Type<typeof DashboardOptions> {}

/**
 * Service for figures about an organization's use of BitGPT. `BitGpt.layer` and its siblings provide it; in
 * tests, `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * All calls only read, so that all are retried. Each method fails with any `BitGptError`. Input that can't
 * be right fails with `ValidationError`, all of its problems at once, and nothing is sent.
 *
 * @example
 * ```ts
 * import { Analytics, BitGpt } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const analytics = yield* Analytics
 *   const { coreMetrics } = yield* analytics.apiKeys()
 *   yield* Effect.log(coreMetrics)
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Analytics extends Resource.Tag("Analytics")<Analytics>()({
  /**
   * Gets the figures of the dashboard. What they are is not documented: they are handed out as they came.
   *
   * Source: BitGPT's developer reference, `POST /analytics/dashboard`.
   */
  dashboard: call({
    method: "POST",
    path: "/analytics/dashboard",
    isSafe: true,
    arguments: (options: DashboardOptions = {}) => options,
    input: DashboardOptions,
    output: Schema.Unknown
  }),

  /**
   * Tells how API keys are used.
   *
   * Source: BitGPT's developer reference, `GET /analytics/api_keys`, by its sample.
   */
  apiKeys: call({
    method: "GET",
    path: "/analytics/api_keys",
    output: named<ApiKeyAnalytics>()(ApiKeyAnalytics)
  }),

  /**
   * Tells how webhooks are delivered.
   *
   * Source: BitGPT's developer reference, `GET /analytics/webhooks`, by its sample.
   */
  webhooks: call({
    method: "GET",
    path: "/analytics/webhooks",
    output: named<WebhookAnalytics>()(WebhookAnalytics)
  })
}) {}
