import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import * as Fake from "../../../src/fake.js"
import {
  asObject,
  call,
  createInvoice,
  data,
  intent,
  invoiceOf,
  mug,
  multipart,
  products,
  request,
  type Sent
} from "./support.js"

const secretOf = (name: string) => ["sk", "test", name].join("_")

const key = (name: string, scopes: ReadonlyArray<string> = []) =>
  Fake.ApiKeyRecord.make({
    id: `api_key_${name}`,
    label: name,
    secret: Redacted.make(secretOf(name)),
    scopes
  })

const json = {}
const product = { name: "Mug" }
const webhook = { label: "x", url: "https://shop.example/hook", events: ["payment.updated"] }
const quote = {
  currency: "EUR",
  product: { id: "product_mug", quantity: 1, billing_schema_id: "schema_eur" }
}

/** Every documented call but the upload, and the scope that it needs. */
const calls: ReadonlyArray<readonly [Sent, string]> = [
  [{ path: "/developers/api_keys" }, "api_keys.read"],
  [{ path: "/developers/api_keys/api_key_all" }, "api_keys.read"],
  [{ path: "/developers/api_keys", json: { label: "x" } }, "access token"],
  [
    { method: "PUT", path: "/developers/api_keys/api_key_all", json: { label: "x" } },
    "access token"
  ],
  [{ path: "/developers/webhooks" }, "webhooks.read"],
  [{ path: "/developers/webhooks", json: webhook }, "webhooks.create"],
  [{ path: "/developers/webhooks/webhook_1" }, "webhooks.read"],
  [{ path: "/developers/webhooks/events" }, "none"],
  [{ path: "/products" }, "products.read"],
  [{ path: "/products", json: product }, "products.create"],
  [{ path: "/products/product_mug" }, "products.read"],
  [{ path: "/invoices", json: invoiceOf(mug(1)) }, "invoices.create"],
  [{ path: "/invoices/validate", json: invoiceOf(mug(1)) }, "invoices.create"],
  [{ path: "/invoices/list", json }, "invoices.read"],
  [{ path: "/invoices/invoice_1", json }, "none"],
  [{ path: "/payments", json }, "payments.read"],
  [{ path: "/payments/payment_1", json }, "none"],
  [{ path: "/providers/invoice_1" }, "none"],
  [{ path: "/pay/quote", json: quote }, "any token"],
  [{ path: "/files" }, "any token"],
  [{ path: "/files/file_1" }, "any token"],
  [{ method: "DELETE", path: "/files/file_1" }, "any token"],
  [{ path: "/analytics/dashboard", json }, "any token"],
  [{ path: "/analytics/api_keys" }, "any token"],
  [{ path: "/analytics/webhooks" }, "any token"]
]

const records = {
  products,
  invoices: [Fake.InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" })],
  payments: [Fake.PaymentRecord.make({ id: "payment_1", currency: "USDC", price: "10" })],
  files: [Fake.FileRecord.make({ id: "file_1", name: "a.txt", content: new Uint8Array([1]) })],
  webhooks: [
    Fake.WebhookRecord.make({ id: "webhook_1", ...webhook, secret: Redacted.make("shared") })
  ]
}

const scopes = calls.map(([, scope]) => scope).filter((scope) => scope.includes("."))

const makeFake = Fake.make({
  ...records,
  apiKeys: [
    key("all"),
    key("none", ["organizations.read"]),
    ...scopes.map((scope) => key(scope, [scope]))
  ]
})

describe.each(calls)("%j", (sent, scope) => {
  const status = (token: string | null | undefined) =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const answer = yield* call(fake, token === undefined ? sent : { ...sent, token })
      assert.strictEqual(answer.envelope["status"], answer.status)
      return answer.status
    })

  it.effect("looks at the token", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* status(undefined), 200)
      assert.strictEqual(yield* status("wrong"), 401)
      assert.strictEqual(yield* status(null), scope === "none" ? 200 : 401)
      assert.strictEqual(yield* status(secretOf("all")), scope === "access token" ? 403 : 200)
      assert.strictEqual(
        yield* status(secretOf("none")),
        scope === "none" || scope === "any token" ? 200 : 403
      )
      for (const own of scopes) {
        const isEnough = scope === "none" || scope === "any token" || scope === own
        assert.strictEqual(yield* status(secretOf(own)), isEnough ? 200 : 403, own)
      }
    })
  )

  it.effect("wants JSON to be asked for", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const answer = yield* call(fake, { ...sent, headers: { accept: "*/*" } })
      assert.strictEqual(answer.status, 406)
    })
  )

  it.effect("is found at its path only", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      for (const path of [`${sent.path}/`, `/v1${sent.path}`, sent.path.toUpperCase()]) {
        assert.strictEqual((yield* call(fake, { ...sent, path })).status, 404, path)
      }
    })
  )
})

describe("handle", () => {
  it.effect("answers 404 to paths without an id, to unknown ids and to other methods", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const sent: ReadonlyArray<Sent> = [
        { path: "/invoices/", json: invoiceOf(mug(1)) },
        { path: "/payments/", json },
        { path: "/products/" },
        { path: "/files/" },
        { path: "/providers/" },
        { path: "/invoices/%", json },
        { path: "/invoices/a/b", json },
        { path: "/invoices/invoice_1" },
        { path: "/invoices/none", json },
        { path: "/payments/none", json },
        { path: "/products/none" },
        { path: "/files/none" },
        { path: "/developers/webhooks/none" },
        { method: "DELETE", path: "/products/product_mug" },
        { path: "/" }
      ]
      for (const each of sent) {
        assert.strictEqual((yield* call(fake, each)).status, 404, each.path)
      }
      assert.lengthOf(yield* fake.invoices.all, 1)
    })
  )

  it.effect("answers 400 to a body that is not a JSON object, or is too deep", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const texts = ["", "{", "[]", "null", `{"metadata":${"[".repeat(600)}${"]".repeat(600)}}`]
      for (const [sent] of calls.filter(([{ json }]) => json !== undefined)) {
        for (const text of texts) {
          const body = new TextEncoder().encode(text)
          assert.strictEqual((yield* call(fake, { ...sent, body })).status, 400, sent.path)
        }
        const headers = { "content-type": "text/plain" }
        assert.strictEqual((yield* call(fake, { ...sent, headers })).status, 400, sent.path)
      }
    })
  )

  it.effect("gives the same to the same requests, whenever they come", () =>
    Effect.gen(function* () {
      const program = (seed: string) =>
        Effect.gen(function* () {
          const fake = yield* Fake.make({ ...records, seed })
          const answers = yield* Effect.forEach(calls, ([sent]) => call(fake, sent))
          const id = yield* createInvoice(fake, invoiceOf(intent("EUR", "1")))
          return { answers, paid: yield* fake.pay(id), state: yield* fake.state }
        })
      const first = yield* program("a")
      assert.deepStrictEqual(yield* program("a"), first)
      assert.notDeepEqual(yield* program("b"), first)
    })
  )

  it.effect("keeps a state that can be written and read again", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      for (const [sent] of calls) yield* call(fake, sent)
      const invoice = {
        path: "/invoices",
        json: invoiceOf(mug(2)),
        headers: { "idempotency-key": "1" }
      }
      const { id } = yield* data(fake, invoice)
      yield* fake.pay(String(id))

      const json = Schema.parseJson(Fake.FakeState)
      const text = yield* Schema.encode(json)(yield* fake.state)
      const other = yield* Fake.make()
      yield* other.restore(yield* Schema.decode(json)(text))

      assert.deepStrictEqual(yield* other.state, yield* fake.state)
      assert.deepStrictEqual(yield* data(other, invoice), { id })
      const next = yield* createInvoice(other, invoiceOf(mug(1)))
      assert.notInclude(text, next)
    })
  )

  it.effect("counts the uses of API keys, and shows their secrets only masked", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const secret = secretOf("all")
      yield* call(fake, { path: "/products", token: secret, from: "203.0.113.7" })
      yield* call(fake, { path: "/products/none", token: secret })
      yield* call(fake, { path: "/developers/webhooks/events", token: null })
      const { body } = yield* request(fake, { path: "/analytics/api_keys" })
      const text = new TextDecoder().decode(body)
      assert.notInclude(text, secret)
      const analytics = yield* data(fake, { path: "/analytics/api_keys" })
      assert.deepNestedInclude(analytics, {
        // Its own request of before is one of them.
        "core_metrics.total_requests": 3,
        "core_metrics.total_errors": 1,
        "core_metrics.success_rate_pct": 66.67,
        "core_metrics.distinct_api_keys": 1,
        "most_used_api_keys[0].usage_count": 2,
        "api_key_metrics_30d[0].api_key_id": "api_key_all"
      })
      assert.deepInclude(analytics["ip_metrics"], {
        ip: "203.0.113.7",
        total_requests: 1,
        total_errors: 0,
        error_rate: 0
      })
    })
  )

  it.effect("takes a file only from a token", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const form = new FormData()
      form.set("file", new Blob(["x"]), "x.txt")
      const upload = { method: "POST", path: "/files/upload", ...(yield* multipart(form)) }
      assert.strictEqual((yield* call(fake, upload)).status, 200)
      assert.strictEqual((yield* call(fake, { ...upload, token: null })).status, 401)
      assert.strictEqual((yield* call(fake, { ...upload, token: secretOf("none") })).status, 200)
    })
  )
})

describe("an error that a test asks for", () => {
  const textOf = (refusal: Fake.Refusal) =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const { body, status } = yield* fake.failure(refusal)
      assert.strictEqual(status, refusal.status)
      const envelope: unknown = JSON.parse(new TextDecoder().decode(body))
      return asObject(envelope)["error"]
    })

  it.effect("says what fits its status", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* textOf({ status: 403 }),
        "Access denied. You do not have permission to perform this action."
      )
      assert.include(yield* textOf({ status: 503 }), "maintenance")
      assert.include(yield* textOf({ status: 418 }), "418")
    })
  )

  it.effect("says what the test wants", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* textOf({ status: 503, error: "Back at noon." }), "Back at noon.")
    })
  )
})
