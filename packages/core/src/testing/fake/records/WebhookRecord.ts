import * as Schema from "effect/Schema"
import { createdAt, Flag, orEmpty, orNull, Time } from "./fields.js"

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
  id: Schema.NonEmptyString,
  secret: Schema.Redacted(Schema.String),
  label: Schema.String,
  url: Schema.String,
  description: orNull(Schema.String),
  /** A webhook whose value is 0 gets no deliveries. */
  enabled: Flag,
  events: orEmpty(Schema.String),
  created_at: createdAt,
  updated_at: orNull(Time)
})

/** A webhook as the fake keeps it. */
export type WebhookRecord = typeof WebhookRecord.Type
