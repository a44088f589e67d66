// Requests at random to the address of a webhook: some rightly signed, others with headers or a body that
// no server of BitGPT's would send.
import { FastCheck as fc, Redacted } from "effect"
import type { WebhookDelivery } from "effect-bitgpt"
import { createHmac } from "node:crypto"
import { bodies, headerValue, type Json, type Material } from "./answers.js"

/** What deliveries are signed with. */
export const webhookSecret = Redacted.make(["whs", "test", "b2YtdGhlLWZ1eno"].join("_"))

const events = [
  "api_key.created",
  "api_key.updated",
  "payment.created",
  "payment.updated",
  "product.created",
  "order.paid"
]

/** The bodies of deliveries as BitGPT sends them, for every event with each of these payloads. */
const wireDeliveries = (payloads: ReadonlyArray<Json>): ReadonlyArray<Json> =>
  events.flatMap((event) =>
    payloads.map((payload) => ({
      webhook_id: "webhook_1",
      url: "https://shop.example/webhooks",
      event,
      resource_id: "resource_1",
      payload,
      timestamp: "2025-08-20 20:56:36.456"
    }))
  )

const signatureKinds = ["hex", "sha256=", "base64", "another", "any text", "repeated", "none"]

const signatureOf = (kind: string, body: Uint8Array, text: string): ReadonlyArray<string> => {
  const digest = createHmac("sha256", Redacted.value(webhookSecret)).update(body).digest()
  switch (kind) {
    case "hex":
      return [digest.toString("hex")]
    case "sha256=":
      return [`sha256=${digest.toString("hex")}`]
    case "base64":
      return [digest.toString("base64")]
    case "another":
      return [digest.reverse().toString("hex")]
    case "any text":
      return [text]
    case "repeated":
      return [text, digest.toString("hex")]
    default:
      return []
  }
}

type Values = ReadonlyArray<readonly [name: string, values: ReadonlyArray<string>]>

/** Headers in each form in which a server may have them. */
const headersAs = (form: string, values: Values): WebhookDelivery.VerifyOptions["headers"] => {
  const pairs = values.flatMap(([name, of]) => of.map((value): [string, string] => [name, value]))
  switch (form) {
    case "pairs":
      return pairs
    case "web":
      return new Headers(pairs)
    default:
      return Object.fromEntries(values.map(([name, of]) => [name, [...of]]))
  }
}

/** Requests at random. `secrets` may stand anywhere in them. */
export const deliveries = (
  payloads: ReadonlyArray<Json>,
  secrets: Material["secrets"]
): fc.Arbitrary<WebhookDelivery.VerifyOptions> => {
  const body = fc.oneof(...Object.values(bodies({ secrets, wire: wireDeliveries(payloads) })))
  return fc
    .record({
      body: fc.oneof(
        body,
        fc
          .constantFrom(...wireDeliveries(payloads))
          .map((json) => Buffer.from(JSON.stringify(json)))
      ),
      isText: fc.boolean(),
      signature: fc.constantFrom(...signatureKinds),
      text: fc.oneof(headerValue, fc.constantFrom(...secrets)),
      timestamp: fc.oneof(
        { weight: 4, arbitrary: fc.constant(new Date().toISOString()) },
        { weight: 1, arbitrary: headerValue }
      ),
      tolerance: fc.constantFrom(undefined, Infinity, "1 minute" as const),
      form: fc.constantFrom("pairs", "web", "record")
    })
    .map(({ body, form, isText, signature, text, timestamp, tolerance }) => {
      const received = isText ? new TextDecoder().decode(body) : body
      const bytes = typeof received === "string" ? Buffer.from(received) : received
      return {
        secret: webhookSecret,
        headers: headersAs(form, [
          ["x-webhook-signature", signatureOf(signature, bytes, text)],
          ["x-webhook-timestamp", [timestamp]]
        ]),
        body: received,
        ...(tolerance === undefined ? {} : { tolerance })
      }
    })
}
