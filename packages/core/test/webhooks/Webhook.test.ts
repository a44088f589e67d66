import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Webhook, WebhookId } from "../../src/webhooks/Webhook.js"
import { WebhookEvent } from "../../src/webhooks/WebhookEvent.js"
import { getWebhook } from "./samples.js"

describe("a webhook", () => {
  it("goes back to the wire as it came, with every field", () => {
    const wire = { ...getWebhook.data, enabled: true, updated_at: "2025-07-01 00:00:00" }
    const webhook = Schema.decodeUnknownSync(Webhook)(wire)
    assert.deepStrictEqual<unknown>(Schema.encodeSync(Webhook)(webhook), wire)
  })

  it("has parts of its own name where a schema is written for others", () => {
    assert.strictEqual(Schema.format(WebhookId), "WebhookId")
    assert.strictEqual(Schema.format(WebhookEvent), "WebhookEvent")
  })
})
