import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"
import type { WebhookRecord } from "../records/WebhookRecord.js"
import * as Time from "../values/time.js"
import type { Table } from "./Table.js"

/** One try to deliver. The fake itself sends nothing. */
export interface DeliveryAttempt {
  /** In milliseconds since the epoch. */
  readonly at: number
  /** Null where no answer came. */
  readonly status: number | null
  /** What the receiver answered. Null where no answer came. */
  readonly body: string | null
  /** Why no answer came. Null where one did. */
  readonly error: string | null
}

/** A signed delivery to a webhook. The fake keeps it and sends nothing. */
export interface Delivery {
  /** Digits. */
  readonly id: string
  /** The webhook that is told. */
  readonly webhookId: string
  /** What it is told, such as `payment.updated`. */
  readonly event: string
  /** The id of what the event is about. */
  readonly resourceId: string
  /** Where it is to be sent, by POST. */
  readonly url: string
  /** Names in lower case, among them `x-webhook-signature`. */
  readonly headers: Readonly<Record<string, string>>
  /** The exact text that is signed. Its payload may hold secrets. */
  readonly body: Redacted.Redacted
  /** In milliseconds since the epoch. */
  readonly createdAt: number
  /** The tries to send it so far, oldest first. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>
  /** Whether it is not going to be sent again. */
  readonly done: boolean
}

/** Tells the webhooks that listen to an event. */
export type Publish = (
  event: string,
  resourceId: string,
  payload: unknown,
  now: number
) => Effect.Effect<ReadonlyArray<Delivery>>

/** HMAC-SHA-256 over the raw body with the secret as printed, in hexadecimal digits. */
const sign = (secret: Redacted.Redacted, body: string): Effect.Effect<string> =>
  Effect.promise(async () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const algorithm = { name: "HMAC", hash: "SHA-256" }
    const key = await crypto.subtle.importKey(
      "raw",
      bytes(Redacted.value(secret)),
      algorithm,
      false,
      ["sign"]
    )
    const signature = await crypto.subtle.sign(algorithm.name, key, bytes(body))
    return Encoding.encodeHex(new Uint8Array(signature))
  })

export const makePublish = (
  webhooks: Table<WebhookRecord>,
  deliveries: Table<Delivery>
): Effect.Effect<Publish> =>
  Effect.map(Effect.makeSemaphore(1), (oneAtATime) => {
    let count = 0
    const deliver = (webhook: WebhookRecord, ...event: Parameters<Publish>) =>
      Effect.gen(function* () {
        const [name, resourceId, payload, now] = event
        const timestamp = Time.formatMillis(now)
        const json = JSON.stringify({
          webhook_id: webhook.id,
          url: webhook.url,
          event: name,
          resource_id: resourceId,
          payload,
          timestamp
        })
        // PHP escapes slashes: a receiver that verifies JSON that it has written anew finds the signature wrong.
        const body = json.replaceAll("/", "\\/")
        count += 1
        const delivery: Delivery = {
          id: String(count),
          webhookId: webhook.id,
          event: name,
          resourceId,
          url: webhook.url,
          headers: {
            "content-type": "application/json",
            "x-webhook-signature": yield* sign(webhook.secret, body),
            "x-webhook-timestamp": timestamp,
            "x-webhook-event": name
          },
          body: Redacted.make(body),
          createdAt: now,
          attempts: [],
          done: false
        }
        deliveries.set(delivery)
        return delivery
      })

    return (...event) =>
      Effect.suspend(() =>
        Effect.forEach(
          webhooks
            .all()
            .filter(({ enabled, events }) => enabled === 1 && events.includes(event[0])),
          (webhook) => deliver(webhook, ...event)
        )
      ).pipe(oneAtATime.withPermits(1))
  })
