import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { BillingSchemaRecord, Emulator, InvoiceRecord, ProductRecord } from "../src/index.js"
import { call, request } from "./support/client.js"

const products = [
  ProductRecord.make({
    id: "product_1",
    name: `<script>alert("Mug")</script>`,
    schemas: [BillingSchemaRecord.make({ id: "schema_1", currency: "EUR", base_price: "12.5" })]
  })
]

const invoices = [
  InvoiceRecord.make({
    id: "invoice_1",
    currency: "EUR",
    price: "25",
    redirect_url: "https://shop.example/thanks?a=1&b=2",
    items: [
      {
        type: "PRODUCT",
        product_id: "product_1",
        billing_schema_id: "schema_1",
        quantity: 2,
        currency: "EUR",
        price: "25"
      }
    ]
  }),
  InvoiceRecord.make({
    id: "my own id",
    status: "VOIDED",
    currency: "BITCOIN",
    price: "0.0001",
    redirect_url: "javascript:alert(1)"
  })
]

const withEmulator = Effect.provide(Emulator.layer({ invoices, products }))

const open = (path: string) =>
  Effect.map(request({ path, token: null, headers: { accept: "text/html" } }), (answer) => ({
    ...answer,
    html: answer.body.toString()
  }))

const submit = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  request({
    method: "POST",
    path,
    token: null,
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers }
  })

const statusOf = (id: string) =>
  Effect.flatMap(Emulator, ({ invoices }) =>
    Effect.map(invoices.get(id), (invoice) => Option.getOrThrow(invoice).status)
  )

describe("the checkout page", () => {
  it.scopedLive(
    "stands at the base URL and the invoice's id, and needs nothing from elsewhere",
    () =>
      Effect.gen(function* () {
        const { headers, html, status } = yield* open("/invoice_1")
        assert.strictEqual(status, 200)
        assert.match(String(headers["content-type"]), /^text\/html/)
        assert.match(html, /25\.00\s+<small>EUR/)
        assert.include(html, "&lt;script&gt;alert(&quot;Mug&quot;)&lt;/script&gt; × 2")
        assert.notMatch(html, /<script|src=|<link|@import|url\(/)
        assert.match(String(headers["content-security-policy"]), /^default-src 'none'/)
        assert.lengthOf(html.match(/name="provider_id"/g) ?? [], 4)
      }).pipe(withEmulator)
  )

  it.scopedLive("pays by its form, in part and then in full", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const part = yield* submit("/invoice_1", "provider_id=prov_bitcoin_bitcoin&price=10")
      assert.strictEqual(part.status, 303)
      assert.strictEqual(part.headers.location, "/invoice_1")
      assert.strictEqual(yield* statusOf("invoice_1"), "PARTIALLY_PAID")
      assert.match((yield* open("/invoice_1")).html, /15\.00\s+<small>EUR/)

      const { host } = new URL(emulator.baseUrl)
      const rest = yield* submit("/invoice_1", "provider_id=prov_solana_usdc&price=", {
        origin: `http://${host}`
      })
      assert.strictEqual(rest.status, 303)
      assert.strictEqual(yield* statusOf("invoice_1"), "COMPLETED")
      const { html } = yield* open("/invoice_1")
      assert.include(html, "Paid. Thank you.")
      assert.notInclude(html, "<form")
      assert.include(html, 'href="https://shop.example/thanks?a=1&amp;b=2"')
      const { envelope } = yield* call({ method: "POST", path: "/payments", json: {} })
      assert.deepNestedInclude(envelope, { "data.count": 2, "data.items[0].currency": "BITCOIN" })
    }).pipe(withEmulator)
  )

  it.scopedLive("says why a payment can't be made", () =>
    Effect.gen(function* () {
      const answer = yield* submit("/invoice_1", "provider_id=prov_none")
      assert.strictEqual(answer.status, 400)
      assert.include(answer.body.toString(), "There is no provider prov_none.")
      assert.strictEqual(yield* statusOf("invoice_1"), "PENDING")
    }).pipe(withEmulator)
  )

  it.scopedLive("takes nothing from the pages of others", () =>
    Effect.gen(function* () {
      for (const origin of ["https://evil.example", "null"]) {
        assert.strictEqual((yield* submit("/invoice_1", "", { origin })).status, 403)
      }
      assert.strictEqual(yield* statusOf("invoice_1"), "PENDING")
    }).pipe(withEmulator)
  )

  it.scopedLive("shows an invoice of any id, and no link that is a script", () =>
    Effect.gen(function* () {
      const { html } = yield* open("/my%20own%20id")
      assert.include(html, "This invoice is void.")
      assert.match(html, /0\.0001\s+<small>BITCOIN/)
      assert.notInclude(html, "javascript:")
    }).pipe(withEmulator)
  )

  it.scopedLive("is not there for other paths", () =>
    Effect.gen(function* () {
      const unknown = yield* open("/invoice_none")
      assert.strictEqual(unknown.status, 404)
      assert.include(unknown.html, "There is no such invoice.")
      assert.strictEqual((yield* call({ path: "/products" })).status, 200)
      assert.strictEqual((yield* call({ path: "/nothing" })).status, 404)
    }).pipe(withEmulator)
  )
})
