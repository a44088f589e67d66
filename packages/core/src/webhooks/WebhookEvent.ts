/**
 * What a webhook tells about.
 *
 * @module
 */
import { type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"

/**
 * Every event that BitGPT's documentation names, apart from `order.paid` of one sample, which stands
 * beside ids of a form used nowhere else. There is no complete list, and no event of an invoice is
 * documented.
 *
 * @example
 * ```ts
 * import { knownWebhookEvents } from "effect-bitgpt"
 *
 * const ofPayments = knownWebhookEvents.filter((event) => event.startsWith("payment."))
 * ```
 */
// A line for each kind of word.
// prettier-ignore
export const knownWebhookEvents = [
  "api_key.created", "api_key.updated", "api_key.deleted",
  "payment.created", "payment.updated",
  "product.created"
] as const

/** An event that the documentation names. */
export type KnownWebhookEvent = (typeof knownWebhookEvents)[number]

/** An event. Editors complete the documented ones; any other string is an event too. */
export type WebhookEvent = OpenEnum<KnownWebhookEvent>

/**
 * Schema of a {@link WebhookEvent}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { WebhookEvent } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const events = Schema.decodeUnknownSync(Schema.Array(WebhookEvent))(["payment.updated", "new.one"])
 *
 * WebhookEvent.isKnown("payment.updated") // true
 * WebhookEvent.isKnown("invoice.paid") // false
 * ```
 */
export const WebhookEvent: EnumSchema<WebhookEvent> = openEnum("WebhookEvent", knownWebhookEvents)
