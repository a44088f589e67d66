import * as Schema from "effect/Schema"
import { Flag, orEmpty, orNull, times } from "./fields.js"

/**
 * A webhook as the fake keeps it, with the names and forms of the wire. Encoded, its secret stands in
 * clear.
 *
 * @example
 * ```ts
 * import { WebhookRecord } from "effect-bitgpt/fake"
 * import { Redacted } from "effect"
 *
 * const webhook = WebhookRecord.make({
 *   id: "webhook_1",
 *   label: "Orders",
 *   url: "https://shop.example/webhooks",
 *   secret: Redacted.make("shared with the receiver"),
 *   events: ["payment.updated"]
 * })
 * ```
 */
export const WebhookRecord = Schema.Struct({
  /** The webhook's id: `webhook_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** What deliveries are signed with. */
  secret: Schema.Redacted(Schema.String),
  /** Name for people. */
  label: Schema.String,
  /** Where deliveries go. */
  url: Schema.String,
  /** What it is for. Default: null. */
  description: orNull(Schema.String),
  /** 1, the default, or 0: the webhook gets no deliveries. */
  enabled: Flag,
  /** The events that are delivered, such as `payment.updated`. Default: empty. */
  events: orEmpty(Schema.String),
  ...times
})

/** A webhook as the fake keeps it. */
export type WebhookRecord = typeof WebhookRecord.Type
