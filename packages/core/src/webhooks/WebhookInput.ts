/**
 * What `Webhooks.create` takes.
 *
 * @module
 */
import * as Url from "@effect/platform/Url"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { enumInput } from "../internal/codec/openEnum.js"
import { Label, listOf, Text } from "../internal/codec/text.js"
import { isLoopback } from "../internal/wire/settings.js"
import { WebhookEvent } from "./WebhookEvent.js"

const problemWith = (text: string): string | undefined => {
  // URL parsers take white space out of an address without a word.
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text)) return "must be an absolute https:// address"
  const url = Url.fromString(text)
  if (Either.isLeft(url)) return "must be an absolute https:// address"
  return url.right.protocol === "https:" || isLoopback(url.right.hostname)
    ? undefined
    : "must begin with https://, because deliveries can hold secrets: http:// is for this machine alone"
}

const DeliveryUrl = Text.pipe(
  Schema.filter((text) => problemWith(text) ?? true, {
    identifier: "DeliveryUrl",
    jsonSchema: { format: "uri" },
    arbitrary: () => (fc) => fc.webUrl({ validSchemes: ["https"] })
  })
)

/**
 * A webhook to create: what `create` takes, and checks its input with.
 *
 * Source: BitGPT's developer reference, `POST /developers/webhooks`.
 *
 * @example
 * ```ts
 * import type { WebhookInput } from "effect-bitgpt"
 *
 * const input: WebhookInput = {
 *   label: "Orders",
 *   url: "https://shop.example/webhooks/bitgpt",
 *   events: ["payment.created", "payment.updated"]
 * }
 * ```
 */
export const WebhookInput = Schema.Struct({
  /** Name for people: 1 to 255 characters. */
  label: Label,
  /**
   * Where to deliver events: `https:`, or `http:` to this machine (`localhost`, `127.0.0.1`, `[::1]`) for an
   * emulator that runs on it. Sent as it is.
   */
  url: DeliveryUrl,
  /** The events to deliver. What an empty list means is not documented. */
  events: listOf(enumInput(WebhookEvent, "payment.updated")),
  /** What the webhook is for. */
  description: Schema.optional(Text)
})

/** A webhook to create. */
export interface WebhookInput extends Schema.Schema.Type<typeof WebhookInput> {}
