/**
 * How webhooks are delivered.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient } from "../internal/codec/field.js"
import { Flag } from "../internal/codec/flag.js"
import { IdOrNumber } from "../internal/codec/id.js"
import { asItCame, JsonObject } from "../internal/codec/jsonObject.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { analytics, figure, group, table, text } from "./figures.js"

const DayMetrics = Schema.Struct({
  /** Deliveries in all. */
  total: figure("total"),
  /** Deliveries that succeeded. */
  success: figure("success"),
  /** Deliveries that failed. */
  failed: figure("failed"),
  /** Deliveries that are still tried. In BitGPT's sample they count among the failed ones. */
  pending: figure("pending"),
  /** The part of deliveries that were sent again: percent, 0 to 100. */
  retryRatePct: figure("retry_rate_pct"),
  /** How long a delivery waited on average: milliseconds. */
  avgDelayMs: figure("avg_delay_ms")
})

const EventCount = Schema.Struct({
  /** The event, such as `payment.updated`. */
  event: text("event"),
  /** How often it was delivered. */
  count: figure("count")
})

const FailedUrl = Schema.Struct({
  /** Where the deliveries went. */
  url: text("url"),
  /** How many failed. */
  count: figure("count")
})

const HourlyMetrics = Schema.Struct({
  /** When the hour began. */
  hour: lenient(Timestamp, "hour"),
  /** Deliveries in it. */
  count: figure("count")
})

const Totals = Schema.Struct({
  /** How many webhooks there are. */
  webhooks: figure("webhooks"),
  /** How many events they are registered for. */
  eventsSubscribed: figure("events_subscribed")
})

const DeliveryAttempt = Schema.Struct({
  /** The delivery's id: a number in BitGPT's sample, which is text here. */
  id: lenient(IdOrNumber, "id"),
  /** The webhook. */
  webhookId: lenient(IdOrNumber, "webhook_id"),
  /** The organization that it belongs to. */
  organizationId: lenient(IdOrNumber, "organization_id"),
  /** Where the delivery went. */
  url: text("url"),
  /** The event, such as `payment.updated`. */
  event: text("event"),
  /** What the event is about. */
  resourceId: lenient(IdOrNumber, "resource_id"),
  /** What was delivered. `Redacted`, because a key's secret may be in it. */
  payload: lenient(Schema.Redacted(JsonObject), "payload"),
  /** The receiver's HTTP status. None while the delivery is pending. */
  responseStatus: figure("response_status"),
  /** What the receiver answered. `Redacted`, because it may repeat the payload. */
  responseBody: lenient(Schema.Redacted(Schema.String), "response_body"),
  /** What went wrong, in a form that is not documented. */
  error: asItCame("error"),
  /** How often the delivery was sent again. */
  retries: figure("retries"),
  /** When the delivery was created. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When it was last updated. */
  updatedAt: lenient(Timestamp, "updated_at"),
  /** When it was first sent. */
  firstSentAt: lenient(Timestamp, "first_sent_at"),
  /** How long it waited: milliseconds. */
  delayMs: figure("delay_ms"),
  /** Whether it is sent no more. */
  done: lenient(Flag, "done")
})

/**
 * How the webhooks of an organization are delivered. The period that the figures are of is not documented.
 *
 * BitGPT documents these figures by one sample only: every field may be none, and one that is not as
 * documented costs no other. `raw` has the answer as it came.
 *
 * Source: BitGPT's developer reference, sample of `GET /analytics/webhooks`.
 *
 * @example
 * ```ts
 * import type { WebhookAnalytics } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const failed = ({ dayMetrics }: WebhookAnalytics) =>
 *   Option.flatMap(dayMetrics, ({ failed }) => failed)
 * ```
 */
export const WebhookAnalytics = analytics(
  Schema.Struct({
    /** The deliveries of a day. */
    dayMetrics: group(DayMetrics, "day_metrics"),
    /** The events that are delivered most. */
    topEvents: table(EventCount, "top_events"),
    /** The addresses where most deliveries fail. */
    topFailedUrls: table(FailedUrl, "top_failed_urls"),
    /** Deliveries by hour. */
    hourlyMetrics: table(HourlyMetrics, "hourly_metrics"),
    /** What is registered. */
    total: group(Totals, "total"),
    /** The last deliveries. */
    lastEvents: table(DeliveryAttempt, "last_events")
  })
)

/** How the webhooks of an organization are delivered. */
export interface WebhookAnalytics extends Schema.Schema.Type<typeof WebhookAnalytics> {}
