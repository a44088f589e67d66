/**
 * Webhooks for tests, signed as BitGPT signs them.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { headerNames } from "../internal/webhook/headers.js"
import { sign, toBytes } from "../internal/webhook/signature.js"
import { type SignatureScheme, WebhookDelivery } from "../webhooks/WebhookDelivery.js"

/** Options of {@link signWebhook}. */
export interface SignWebhookOptions extends SignatureScheme {
  /** The webhook's secret, which the delivery is signed with. */
  readonly secret: Redacted.Redacted
  /** Any name, `payment.updated` for example. */
  readonly event: WebhookDelivery["event"]
  /** As `WebhookDelivery.verify` gives it, or as JSON in the wire's form. */
  readonly payload: unknown
  /** Default: always the same. */
  readonly webhookId?: string | undefined
  /** Default: the payload's `id`, or one that is always the same where it has none. */
  readonly resourceId?: string | undefined
  /** When the event happened. Default: `sentAt`. */
  readonly timestamp?: DateTime.Utc | undefined
  /** When the delivery is sent. Default: now, by Effect's `Clock`. */
  readonly sentAt?: DateTime.Utc | undefined
}

/** A request that delivers a webhook, to be sent by POST. */
export interface SignedWebhook {
  /** The headers of the delivery, the signature among them. */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON that is signed, exactly as it is to be sent. */
  readonly body: string
}

const encode = Schema.encodeUnknown(WebhookDelivery)

const hasId = Schema.is(Schema.Struct({ id: Schema.String }))

/**
 * Makes a webhook as BitGPT delivers it: headers and a body that `WebhookDelivery.verify` and
 * `WebhookHandler` accept. BitGPT prints no signature, so what is made here follows the same assumptions
 * as they do, and can be corrected with the same options.
 *
 * @example
 * ```ts
 * import { signWebhook } from "effect-bitgpt/testing"
 * import { Effect, Redacted } from "effect"
 *
 * const deliver = (handler: (request: Request) => Promise<Response>) =>
 *   Effect.gen(function* () {
 *     const webhook = yield* signWebhook({
 *       secret: Redacted.make("a secret for tests"),
 *       event: "order.paid",
 *       payload: { id: "order_1" }
 *     })
 *     const request = new Request("https://shop.example/webhooks", { method: "POST", ...webhook })
 *     return yield* Effect.promise(() => handler(request))
 *   })
 * ```
 */
export const signWebhook = ({
  event,
  payload,
  secret,
  webhookId = "webhook_019789ea-ca53-7a58-83df-bb1b6606d29e",
  resourceId = hasId(payload) ? payload.id : "resource_019789ea-ca53-7a58-83df-bb1b6606d29e",
  sentAt: givenSentAt,
  timestamp: givenTimestamp,
  ...scheme
}: SignWebhookOptions): Effect.Effect<SignedWebhook> =>
  Effect.gen(function* () {
    const sentAt = givenSentAt ?? (yield* DateTime.now)
    const delivery = { webhookId, event, resourceId, timestamp: givenTimestamp ?? sentAt, sentAt }
    const { sent_at, ...fields } = yield* encode({ ...delivery, payload }).pipe(
      Effect.orElse(() => encode({ ...delivery, payload: Redacted.make(payload) })),
      Effect.orDie
    )
    const body = JSON.stringify({ ...fields, url: "https://shop.example/webhooks/bitgpt" })
    const signable = { body: toBytes(body), timestamp: sent_at }
    return {
      headers: {
        "content-type": "application/json",
        [headerNames.event]: event,
        [headerNames.timestamp]: sent_at,
        [headerNames.signature]: yield* sign(secret, signable, scheme)
      },
      body
    }
  })
