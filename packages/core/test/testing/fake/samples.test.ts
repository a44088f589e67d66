// The names of the fields that BitGPT's documentation prints, and whether the fake prints them too.
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as Fake from "../../../src/fake.js"
import { createProductRequest } from "../../products/samples.js"
import * as Support from "./support.js"

const { asObject, call, createInvoice, data, intent, invoiceOf, list, multipart } = Support

const names = (text: string) => text.trim().split(/\s+/)

/** Each part of a printed body, and its fields. A part of a list is its first item. */
type Documented = Readonly<Record<string, string>>

const at = (json: Support.Json, path: string): Support.Json =>
  path
    .split(".")
    .filter((part) => part !== "")
    .reduce<Support.Json>((value, part) => {
      const inner = value[part]
      return asObject(Array.isArray(inner) ? inner[0] : inner)
    }, json)

const expectFields = (json: Support.Json, documented: Documented) => {
  for (const [path, fields] of Object.entries(documented)) {
    assert.containsAllKeys(at(json, path), names(fields), path)
  }
}

const apiKey: Documented = {
  "": "id label description secret scopes ip_allow_list expires_at created_at updated_at metrics",
  metrics: "api_key_id total_requests last_used_at"
}

const product: Documented = {
  "": `id version_group_id is_active name organization_id description image_id metadata created_at
    updated_at schemas`,
  schemas: `id version_group_id is_active name description organization_id product_id type currency
    base_price interval_type interval_count payment_type renew_type billing_type created_at updated_at
    configurations`,
  "schemas.configurations": `id version_group_id is_active schema_id starts_at ends_at price_per_unit
    metric_id created_at updated_at`
}

const payment: Documented = {
  "": `id idempotency_key organization_id provider_id invoice_id currency price price_usd status
    created_at updated_at happened_at`
}

const delivery: Documented = { "": "webhook_id url event resource_id payload timestamp" }

const webhook = "id secret label url created_at updated_at events"

const setup = Effect.gen(function* () {
  const fake = yield* Fake.make({ revealSecrets: true })
  const hook = yield* data(fake, {
    path: "/developers/webhooks",
    json: {
      label: "example",
      url: "https://shop.example",
      events: ["api_key.updated", "payment.updated", "product.created"]
    }
  })
  const { id: productId } = yield* data(fake, {
    path: "/products",
    json: createProductRequest
  })
  const invoiceId = yield* createInvoice(fake, invoiceOf(intent("EUR", "10")))
  const { id: paymentId } = yield* fake.pay(invoiceId)
  return { fake, hook, invoiceId, paymentId, productId: String(productId) }
})

describe("the fields that the documentation prints", () => {
  it.effect("of API keys", () =>
    Effect.gen(function* () {
      const { fake } = yield* setup
      const path = "/developers/api_keys"
      const created = yield* data(fake, { path, json: { label: "x" } })
      const fields = "id secret scopes ip_allow_list expires_at created_at updated_at"
      assert.hasAllKeys(created, names(fields))
      const [listed] = yield* list(fake, { path })
      assert.hasAllKeys(listed, names(fields))
      expectFields(yield* data(fake, { path: `${path}/${String(created["id"])}` }), apiKey)
    })
  )

  it.effect("of products, with amounts and quantities in their printed form", () =>
    Effect.gen(function* () {
      const { fake, productId } = yield* setup
      const got = yield* data(fake, { path: `/products/${productId}` })
      expectFields(got, product)
      assert.deepNestedInclude(got, {
        is_active: 1,
        "schemas[0].base_price": "104.040000000000000000000000000000",
        "schemas[0].product_id": productId,
        "schemas[0].configurations[0].starts_at": "1.000000000000",
        "schemas[0].configurations[0].ends_at": "2.000000000000",
        "schemas[0].configurations[0].price_per_unit": "5.000000000000000000000000000000",
        "schemas[0].configurations[0].metric_id": "metric_01978a62-4297-70fb-8bac-3c43e91e0d30"
      })
      const [listed = {}] = yield* list(fake, { path: "/products" })
      assert.deepStrictEqual(listed, got)
    })
  )

  it.effect("of webhooks", () =>
    Effect.gen(function* () {
      const { fake, hook } = yield* setup
      assert.hasAllKeys(hook, names(webhook))
      const path = "/developers/webhooks"
      const got = yield* data(fake, { path: `${path}/${String(hook["id"])}` })
      assert.hasAllKeys(got, names(`${webhook} description enabled`))
      assert.deepStrictEqual((yield* list(fake, { path }))[0], got)
    })
  )

  it.effect("of invoices, payments and providers", () =>
    Effect.gen(function* () {
      const { fake, invoiceId, paymentId } = yield* setup
      expectFields(yield* data(fake, { path: `/invoices/${invoiceId}`, json: { expand: [] } }), {
        "": "id organization_id status substatus currency price price_usd created_at updated_at"
      })
      const path = `/payments/${paymentId}`
      expectFields(yield* data(fake, { path, json: {} }), payment)
      const provider: Documented = {
        "": "id provider network gateway type filters metadata",
        metadata: "decimals contract_address image_url image_url_network"
      }
      const { provider: paidBy } = yield* data(fake, { path, json: { expand: ["provider"] } })
      expectFields(asObject(paidBy), provider)
      const { providers } = yield* data(fake, { path: `/providers/${invoiceId}` })
      expectFields(asObject(Array.isArray(providers) ? providers[0] : null), provider)
    })
  )

  it.effect("of a quote", () =>
    Effect.gen(function* () {
      const { fake, productId } = yield* setup
      const { schemas } = yield* data(fake, { path: `/products/${productId}` })
      const schemaId = asObject(Array.isArray(schemas) ? schemas[0] : null)["id"]
      const quote = yield* data(fake, {
        path: "/pay/quote",
        json: {
          currency: "EUR",
          product: { id: productId, quantity: 1, billing_schema_id: schemaId }
        }
      })
      expectFields(quote, {
        "": "currency exchange_rate_timestamp total items",
        total: "currency price price_usd",
        items: "item calculations total",
        "items.item": "type product_id quantity billing_schema_id currency",
        "items.calculations": `idx currency calculation_type title initial_price price price_delta
          initial_price_orig price_orig price_delta_orig initial_price_usd price_usd price_delta_usd
          details`,
        "items.calculations.details": "product_id currency price quantity",
        "items.total": "currency"
      })
    })
  )

  it.effect("of files", () =>
    Effect.gen(function* () {
      const { fake } = yield* setup
      const form = new FormData()
      form.set("file", new Blob(["x"], { type: "image/jpeg" }), "4.jpg")
      const uploaded = yield* data(fake, {
        method: "POST",
        path: "/files/upload",
        ...(yield* multipart(form))
      })
      expectFields(uploaded, { "": "id name url size mime_type type is_duplicate" })
      expectFields(yield* data(fake, { path: `/files/${String(uploaded["id"])}` }), {
        "": `id hash organization_id original_name filename filepath mime_type file_size type
          created_at updated_at url`
      })
    })
  )

  it.effect("of analytics", () =>
    Effect.gen(function* () {
      const { fake } = yield* setup
      const core = `total_requests requests_per_second total_success total_errors success_rate_pct
        avg_latency_ms pct_under_100ms pct_under_500ms pct_under_1s unique_endpoints
        distinct_api_keys`
      expectFields(yield* data(fake, { path: "/analytics/api_keys" }), {
        core_metrics: core,
        prev_core_metrics: core,
        most_used_api_keys: "auth usage_count",
        ip_metrics: "ip total_requests total_errors error_rate",
        hourly_metrics: "hour total_requests error_count error_rate_pct avg_latency_ms",
        api_key_metrics_30d: "api_key_id total_requests",
        latency_breakdown:
          "total_requests less_than_100ms less_than_500ms less_than_1s more_than_1s",
        latency: "min max"
      })
      expectFields(yield* data(fake, { path: "/analytics/webhooks" }), {
        "": "top_failed_urls",
        day_metrics: "total success failed pending retry_rate_pct avg_delay_ms",
        top_events: "event count",
        hourly_metrics: "hour count",
        total: "webhooks events_subscribed",
        last_events: `id webhook_id organization_id url event resource_id payload response_status
          response_body error retries created_at updated_at first_sent_at delay_ms done`
      })
    })
  )

  it.effect("of deliveries", () =>
    Effect.gen(function* () {
      const { fake } = yield* setup
      const [{ id } = {}] = yield* list(fake, { path: "/developers/api_keys" })
      yield* call(fake, {
        method: "PUT",
        path: `/developers/api_keys/${String(id)}`,
        json: { label: "x" }
      })
      const payloads = {
        "product.created": product,
        "payment.updated": payment,
        "api_key.updated": apiKey
      }
      const deliveries = yield* fake.deliveries.all
      for (const [event, fields] of Object.entries(payloads)) {
        const found = deliveries.find((each) => each.event === event)
        const body: unknown = JSON.parse(Redacted.value(found?.body ?? Redacted.make("{}")))
        expectFields(asObject(body), delivery)
        expectFields(asObject(asObject(body)["payload"]), fields)
      }
    })
  )
})
