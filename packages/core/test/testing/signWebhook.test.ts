import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, DateTime, Effect, Option, Redacted, Schema, TestClock } from "effect"
import { makeApiKey } from "../../src/testing/makeApiKey.js"
import { signWebhook } from "../../src/testing/signWebhook.js"
import { verify, WebhookDelivery } from "../../src/webhooks/WebhookDelivery.js"
import {
  hmac,
  overview,
  paymentUpdated,
  sampleSecret,
  secret,
  sentAt,
  sentAtMillis
} from "../webhooks/deliveries.js"

const sign = (event: string, payload: unknown) => signWebhook({ secret, event, payload })

const wireOf = (body: string): unknown => JSON.parse(body)

describe("a signed webhook", () => {
  it.effect("is what BitGPT is assumed to send", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(sentAtMillis)
      const { body, headers } = yield* signWebhook({
        secret,
        event: "payment.updated",
        payload: paymentUpdated.payload,
        webhookId: paymentUpdated.webhook_id,
        resourceId: paymentUpdated.resource_id
      })
      assert.deepStrictEqual(wireOf(body), {
        ...paymentUpdated,
        url: "https://shop.example/webhooks/bitgpt"
      })
      assert.deepStrictEqual(headers, {
        "content-type": "application/json",
        "X-Webhook-Event": "payment.updated",
        "X-Webhook-Timestamp": sentAt,
        "X-Webhook-Signature": hmac(body).toString("hex")
      })
    })
  )

  it.effect("has times of its own", () =>
    Effect.gen(function* () {
      const webhook = yield* signWebhook({
        secret,
        event: "order.paid",
        payload: overview.payload,
        timestamp: DateTime.unsafeMake("2025-07-19T16:01:24Z"),
        sentAt: DateTime.unsafeMake("2025-07-19T16:05:00.5Z")
      })
      const { sentAt, timestamp } = yield* verify({ ...webhook, secret, tolerance: Infinity })
      assert.strictEqual(DateTime.formatIso(timestamp), "2025-07-19T16:01:24.000Z")
      assert.strictEqual(DateTime.formatIso(sentAt), "2025-07-19T16:05:00.500Z")
    })
  )

  it.effect("is about what its payload says", () =>
    Effect.gen(function* () {
      const { body } = yield* sign("order.paid", { id: "order_1" })
      assert.propertyVal(wireOf(body), "resource_id", "order_1")
    })
  )

  it.effect("takes a typed payload, its secret included", () =>
    Effect.gen(function* () {
      const key = makeApiKey({ secret: Option.some(Redacted.make(sampleSecret)) })
      const webhook = yield* sign("api_key.created", key)
      assert.include(webhook.body, sampleSecret)
      assert.deepNestedPropertyVal(
        wireOf(webhook.body),
        "payload.created_at",
        "2025-06-30 15:00:22"
      )
      const { payload } = yield* verify({ ...webhook, secret })
      assert.deepStrictEqual(payload, key)
    })
  )

  it.effect("takes any JSON as payload", () =>
    Effect.gen(function* () {
      for (const payload of [null, [], 1, "text", { id: 1 }]) {
        for (const event of ["payment.updated", "order.paid"]) {
          const delivery = yield* verify({ ...(yield* sign(event, payload)), secret })
          assert.deepStrictEqual(
            Redacted.isRedacted(delivery.payload) && Redacted.value(delivery.payload),
            payload
          )
        }
      }
    })
  )

  it.effect("is signed as the options say", () =>
    Effect.gen(function* () {
      const scheme = {
        signedContent: ({ body, timestamp }: { body: string; timestamp: string }) =>
          `${timestamp}.${body}`,
        signingKey: (secret: Redacted.Redacted) => Redacted.value(secret).slice(4)
      }
      const webhook = yield* signWebhook({ secret, event: "order.paid", payload: {}, ...scheme })
      assert.strictEqual((yield* verify({ ...webhook, secret, ...scheme })).event, "order.paid")
      assert.strictEqual(
        (yield* Effect.flip(verify({ ...webhook, secret }))).reason,
        "SignatureMismatch"
      )
    })
  )
})

const isSame = Schema.equivalence(WebhookDelivery)

const [apiKeyCreated, , , , paymentUpdatedSchema] = WebhookDelivery.members

it.effect.prop(
  "what is signed is delivered as it was",
  [Arbitrary.make(Schema.Union(apiKeyCreated, paymentUpdatedSchema))],
  ([delivery]) =>
    Effect.gen(function* () {
      const webhook = yield* signWebhook({ ...delivery, secret })
      const delivered = yield* verify({ ...webhook, secret, tolerance: Infinity })
      assert.isTrue(isSame(delivered, delivery))
    }),
  { fastCheck: { numRuns: 20 } }
)
