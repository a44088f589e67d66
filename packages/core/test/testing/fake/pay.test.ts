import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Option, Redacted, TestClock } from "effect"
import { createHmac } from "node:crypto"
import * as Fake from "../../../src/fake.js"
import { call, createInvoice, data, intent, invoiceOf, list, products } from "./support.js"

const hook = (fake: Fake.Fake, name: string, events: ReadonlyArray<string>) =>
  data(fake, {
    path: "/developers/webhooks",
    json: { label: name, url: `https://shop.example/${name}`, events }
  })

const invoice = (fake: Fake.Fake, id: string) =>
  Effect.map(data(fake, { path: `/invoices/${id}`, json: {} }), ({ status, substatus }) => [
    status,
    substatus
  ])

/** Status and substatus of an invoice of 10 EUR after each of these payments. */
const afterEach = (...payments: ReadonlyArray<Fake.PayOptions>) =>
  Effect.gen(function* () {
    const fake = yield* Fake.make()
    const id = yield* createInvoice(fake, invoiceOf(intent("EUR", "10")))
    return yield* Effect.forEach(payments, (payment) =>
      Effect.zipRight(fake.pay(id, payment), invoice(fake, id))
    )
  })

const bodyOf = ({ body }: Fake.Delivery): Record<string, unknown> => {
  const json: unknown = JSON.parse(Redacted.value(body))
  return { ...(typeof json === "object" ? json : {}) }
}

describe("pay", () => {
  it.effect("pays what is left, and then nothing is left", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const id = yield* createInvoice(fake, invoiceOf(intent("EUR", "10")))
      yield* TestClock.setTime(Date.UTC(2025, 6, 4, 18, 10, 53))
      const payment = yield* fake.pay(id, { providerId: "prov_bitcoin_bitcoin" })
      assert.deepStrictEqual(yield* invoice(fake, id), ["COMPLETED", null])
      assert.deepInclude(yield* data(fake, { path: `/payments/${payment.id}`, json: {} }), {
        invoice_id: id,
        provider_id: "prov_bitcoin_bitcoin",
        currency: "BITCOIN",
        price: "0.000113636363636363636363636363",
        price_usd: "11.3636363636363636363636363636",
        status: "COMPLETED",
        created_at: "2025-07-04 18:10:53",
        happened_at: "2025-07-04 18:10:53"
      })
      const error = yield* Effect.flip(fake.pay(id))
      assert.strictEqual(error.message, "The invoice is paid already.")
    })
  )

  it.effect("in parts: partially paid, completed, overpaid", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* afterEach({ price: "9.99" }, { price: "0.01" }, { price: "0.01" }),
        [
          ["PARTIALLY_PAID", null],
          ["COMPLETED", null],
          ["COMPLETED", "OVERPAID"]
        ]
      )
    })
  )

  it.effect.prop(
    "parts that make up the price complete it, and no part before the last one does",
    {
      price: FastCheck.integer({ min: 2, max: 1_000_000 }),
      parts: FastCheck.array(FastCheck.double({ min: 0.01, max: 1, noNaN: true }), {
        maxLength: 5
      }),
      currency: FastCheck.constantFrom("EUR", "GBP", "JPY", "BITCOIN", "COP")
    },
    ({ currency, parts, price }) =>
      Effect.gen(function* () {
        const fake = yield* Fake.make()
        const id = yield* createInvoice(fake, invoiceOf(intent(currency, String(price))))
        let left = price
        for (const part of parts) {
          const paid = Math.floor((left - 1) * part)
          if (paid < 1) continue
          yield* fake.pay(id, { price: String(paid) })
          assert.deepStrictEqual(yield* invoice(fake, id), ["PARTIALLY_PAID", null])
          left -= paid
        }
        yield* fake.pay(id, { price: String(left) })
        assert.deepStrictEqual(yield* invoice(fake, id), ["COMPLETED", null])
      }),
    { fastCheck: { numRuns: 30 } }
  )

  it.effect("a payment that is not completed pays nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* afterEach({ status: "FAILED" }, { status: "PENDING" }, {}), [
        ["PENDING", null],
        ["PROCESSING", null],
        ["COMPLETED", null]
      ])
    })
  )

  it.effect.each<[string, Fake.PayOptions]>([
    ["invoice_none", {}],
    ["invoice_void", {}],
    ["invoice_1", { providerId: "prov_none" }],
    ["invoice_1", { price: "0" }],
    ["invoice_1", { price: "all" }]
  ])("refuses %j", ([id, options]) =>
    Effect.gen(function* () {
      const fake = yield* Fake.make({
        invoices: [
          Fake.InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" }),
          Fake.InvoiceRecord.make({
            id: "invoice_void",
            currency: "EUR",
            price: "10",
            status: "VOIDED"
          })
        ]
      })
      const error = yield* Effect.flip(fake.pay(id, options))
      assert.strictEqual(error._tag, "PaymentRefused")
      assert.lengthOf(yield* fake.payments.all, 0)
    })
  )
})

describe("deliveries", () => {
  it.effect("tell each webhook that listens, signed over the raw body", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2025, 7, 20, 20, 56, 36, 456))
      const fake = yield* Fake.make()
      const both = yield* hook(fake, "both", ["payment.created", "payment.updated"])
      yield* hook(fake, "other", ["product.created"])
      const id = yield* createInvoice(fake, invoiceOf(intent("EUR", "10")))
      const payment = yield* fake.pay(id)

      const deliveries = yield* fake.deliveries.all
      assert.deepStrictEqual(
        deliveries.map(({ event, id, webhookId }) => [id, webhookId, event]),
        [
          ["1", both["id"], "payment.created"],
          ["2", both["id"], "payment.updated"]
        ]
      )
      for (const delivery of deliveries) {
        const raw = Redacted.value(delivery.body)
        assert.deepStrictEqual(delivery.headers, {
          "content-type": "application/json",
          "x-webhook-signature": createHmac("sha256", String(both["secret"]))
            .update(raw)
            .digest("hex"),
          "x-webhook-timestamp": "2025-08-20 20:56:36.456",
          "x-webhook-event": delivery.event
        })
        // As PHP writes it, so that JSON which was written anew has another signature.
        assert.include(raw, "https:\\/\\/shop.example\\/both")
        assert.notStrictEqual(JSON.stringify(bodyOf(delivery)), raw)
      }
      const [created, updated] = deliveries.map(bodyOf)
      assert.deepNestedInclude(created, {
        "payload.status": "PENDING",
        "payload.happened_at": null
      })
      assert.deepStrictEqual(updated, {
        webhook_id: both["id"],
        url: "https://shop.example/both",
        event: "payment.updated",
        resource_id: payment.id,
        payload: yield* data(fake, { path: `/payments/${payment.id}`, json: {} }),
        timestamp: "2025-08-20 20:56:36.456"
      })
    })
  )

  it.effect("come from API keys with their secret, and from products", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      yield* hook(fake, "all", ["api_key.created", "api_key.updated", "product.created"])
      const key = yield* data(fake, { path: "/developers/api_keys", json: { label: "a" } })
      yield* call(fake, {
        method: "PUT",
        path: `/developers/api_keys/${String(key["id"])}`,
        json: { label: "b" }
      })
      const product = yield* data(fake, { path: "/products", json: { name: "Mug" } })
      const [created, updated, made] = (yield* fake.deliveries.all).map(bodyOf)
      assert.deepNestedInclude(created, { "payload.label": "a", "payload.secret": key["secret"] })
      assert.deepNestedInclude(updated, { event: "api_key.updated", "payload.label": "b" })
      assert.deepNestedInclude(made, { resource_id: product["id"], "payload.name": "Mug" })
    })
  )

  it.effect("can be of any event, and spare webhooks that are switched off", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const { id } = yield* hook(fake, "orders", ["order.paid"])
      const event = { event: "order.paid", resourceId: "inv_1", payload: null }
      const [delivery] = yield* fake.publish(event)
      assert.deepInclude(delivery === undefined ? {} : bodyOf(delivery), {
        event: "order.paid",
        resource_id: "inv_1",
        payload: null
      })
      const webhook = Option.getOrThrow(yield* fake.webhooks.get(String(id)))
      yield* fake.webhooks.set({ ...webhook, enabled: 0 })
      assert.lengthOf(yield* fake.publish(event), 0)
    })
  )

  it.effect("are counted by the analytics as what became of them", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make({ products })
      yield* hook(fake, "orders", ["order.paid", "order.lost"])
      const event = { event: "order.paid", resourceId: "1", payload: { a: 1 } }
      yield* Effect.replicateEffect(fake.publish(event), 3)
      const [first, second] = yield* fake.deliveries.all
      if (first === undefined || second === undefined) return assert.fail("nothing was delivered")
      const attempt = (status: number | null, at: number) => ({
        at,
        status,
        body: null,
        error: status === null ? "no answer" : null
      })
      yield* fake.deliveries.set({ ...first, attempts: [attempt(204, 10)], done: true })
      yield* fake.deliveries.set({
        ...second,
        attempts: [attempt(null, 0), attempt(500, 1000)],
        done: true
      })
      const analytics = yield* data(fake, { path: "/analytics/webhooks" })
      assert.deepNestedInclude(analytics, {
        day_metrics: {
          total: 3,
          success: 1,
          failed: 1,
          pending: 1,
          retry_rate_pct: 33.33,
          avg_delay_ms: 5
        },
        top_events: [{ event: "order.paid", count: 3 }],
        top_failed_urls: [{ url: "https://shop.example/orders", count: 1 }],
        total: { webhooks: 1, events_subscribed: 2 },
        "last_events[0].response_status": null,
        "last_events[0].done": 0,
        "last_events[1].response_status": 500,
        "last_events[1].retries": 1,
        "last_events[1].payload": { a: 1 }
      })
    })
  )
})

describe("a webhook's url", () => {
  it.effect.each([
    ["https://shop.example/hook", 200],
    ["http://127.0.0.1:4000/hook", 200],
    ["http://localhost/hook", 200],
    ["http://[::1]:4000", 200],
    ["http://shop.example/hook", 400],
    ["http://127.0.0.1.shop.example", 400],
    ["http://api.localhost", 400],
    ["ftp://shop.example", 400],
    ["shop.example", 400],
    ["", 400]
  ] as const)("%s: %i", ([url, expected]) =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const { status } = yield* call(fake, {
        path: "/developers/webhooks",
        json: { label: "x", url, events: [] }
      })
      assert.strictEqual(status, expected)
      assert.lengthOf(yield* list(fake, { path: "/developers/webhooks" }), expected === 200 ? 1 : 0)
    })
  )
})

describe("checkout", () => {
  it.effect("shows what is left, in the invoice's currency and in that of each provider", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const id = yield* createInvoice(fake, invoiceOf(intent("GBP", "7.40")))
      const shown = Effect.map(fake.checkout(id), (found) => {
        const { left, payments, providers } = Option.getOrThrow(found)
        return [Number(left), payments.length, ...providers.map(({ price }) => price)]
      })
      assert.deepStrictEqual(yield* shown, [
        7.4,
        0,
        "10.000000",
        "0.00010000",
        "0.004000000000000000",
        "10.000000"
      ])
      yield* fake.pay(id, { price: "3.70" })
      assert.deepStrictEqual((yield* shown).slice(0, 3), [3.7, 1, "5.000000"])
      yield* fake.pay(id)
      assert.deepStrictEqual(yield* shown, [0, 2])
      assert.isTrue(Option.isNone(yield* fake.checkout("none")))
    })
  )
})
