// What the shop tells a collector about an order and its payment.
import { assert, it } from "@effect/vitest"
import { Emulator } from "effect-bitgpt-emulator"
import { Effect, Redacted } from "effect"
import { Collector } from "./collector.js"
import { layer, placed } from "./runningShop.js"

it.live("a customer's request is one trace down to BitGPT, and no secret is in it", () =>
  Effect.gen(function* () {
    const collector = yield* Collector
    const secret = crypto.randomUUID()
    const secrets = yield* Effect.gen(function* () {
      const emulator = yield* Emulator
      const { invoiceId, waitFor } = yield* placed
      yield* emulator.pay(invoiceId)
      yield* waitFor("PAID")
      const [delivery] = yield* emulator.deliveries.all
      const { "x-webhook-signature": signature } = delivery?.headers ?? {}
      return [secret, Redacted.value(emulator.accessToken), signature ?? "no signature"]
    }).pipe(
      Effect.provide(
        layer({
          BITGPT_WEBHOOK_SECRET: secret,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint
        })
      )
    )

    const spans = yield* collector.spans
    const pathTo = (name: string): ReadonlyArray<string> => {
      const span = spans.find((span) => span.name === name)
      const parent = spans.find(({ spanId }) => spanId === span?.parentSpanId)
      return parent === undefined ? [name] : [...pathTo(parent.name), name]
    }
    assert.deepStrictEqual(pathTo("POST /invoices"), [
      "http.client PUT",
      "http.server PUT",
      "Checkout.place",
      "Checkout.openInvoice",
      "Invoices.create",
      "POST /invoices"
    ])
    const received = yield* collector.received
    assert.includeMembers(
      received.map(({ path }) => path),
      ["/v1/traces", "/v1/metrics"]
    )
    for (const { text } of received) {
      for (const secret of secrets) assert.notInclude(text, secret)
    }
    assert.isTrue(received.some(({ text }) => text.includes("x-webhook-signature")))
  }).pipe(Effect.provide(Collector.layer))
)
