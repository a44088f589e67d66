/**
 * A webhook: an address that BitGPT delivers events to.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient } from "../internal/codec/field.js"
import { Flag } from "../internal/codec/flag.js"
import { Id } from "../internal/codec/id.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { WebhookEvent } from "./WebhookEvent.js"

/**
 * Id of a webhook: any string but an empty one. BitGPT prints `webhook_` and a UUIDv7.
 *
 * @example
 * ```ts
 * import { WebhookId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(WebhookId)("webhook_0197bbbe-d286-73dd-8088-fc14dc526724")
 * ```
 */
export const WebhookId = Id.pipe(Schema.brand("WebhookId", { identifier: "WebhookId" }))

/** Id of a webhook, checked. */
export type WebhookId = typeof WebhookId.Type

/**
 * An address that BitGPT delivers events to.
 *
 * Only `id` has to be there: BitGPT documents no schema, so that a field that is missing, or not of the
 * form that its samples print, is none. Encoding gives the wire form back, **with the secret in clear**.
 * Times are UTC (assumed: the wire names no zone).
 *
 * Source: BitGPT's developer reference, pages of `/developers/webhooks`.
 *
 * @example
 * ```ts
 * import type { Webhook } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const isFor = (webhook: Webhook, event: string) =>
 *   Option.exists(webhook.events, (events) => events.includes(event))
 * ```
 */
export const Webhook = Schema.Struct({
  /** The webhook's id. */
  id: WebhookId,
  /** What deliveries are signed with, in full. `WebhookDelivery.verify` takes it as it is. */
  secret: lenient(Schema.Redacted(Schema.String), "secret"),
  /** Name for people. */
  label: lenient(Schema.String, "label"),
  /** Where events are delivered to. */
  url: lenient(Schema.String, "url"),
  /** What the webhook is for. Not in the answer to `create`. */
  description: lenient(Schema.String, "description"),
  /** Whether events are delivered. Not in the answer to `create`. */
  enabled: lenient(Flag, "enabled"),
  /** The events that are delivered. */
  events: lenient(Schema.Array(WebhookEvent), "events"),
  /** When the webhook was created. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When the webhook was last updated. None until the first update. */
  updatedAt: lenient(Timestamp, "updated_at")
})

/** An address that BitGPT delivers events to. */
export interface Webhook extends Schema.Schema.Type<typeof Webhook> {}
