import { assert, describe, it } from "@effect/vitest"
import { BigDecimal, DateTime, Effect, Layer, Option, Stream } from "effect"
import { formatAmount, IdempotencyKeys, type InvoiceInput, Invoices } from "../../src/index.js"
import { assertRefused } from "../support/assertRefused.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { failure, jsonOf, placeholder, serverWith, success } from "../support/resources.js"
import { createOfPaymentIntent, createOfProduct, getInvoice, getInvoiceWithUsd } from "./samples.js"

const [fetchClient] = clients
const { id } = getInvoice.data
const created = success({ id, status: "PENDING" })

const ofProduct = {
  items: [
    {
      type: "PRODUCT",
      productId: "product_0197a8d9-8426-7e71-9edf-26301686ed26",
      billingSchemaId: "schema_0197a8d9-8427-7dc4-9b9f-4e29594b5d12",
      quantity: 2
    }
  ],
  customerEmail: "customer@example.com",
  currency: "BITCOIN",
  metadata: {},
  redirectUrl: "<string>"
} satisfies InvoiceInput

const ofPaymentIntent = {
  customerEmail: "example@gmail.com",
  items: [{ type: "PAYMENT_INTENT", currency: "GBP", price: BigDecimal.make(10n, 0) }],
  metadata: {
    any_custom_key_1: "any_custom_value_1",
    any_custom_key_2: "any_custom_value_2"
  }
} satisfies InvoiceInput

describe.each(clients)("Invoices over $name", (client) => {
  it.scopedLive("creates invoices by the documentation's requests", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(created)
      const invoices = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([_.create(ofProduct), _.create(ofPaymentIntent)])
      ).pipe(over(client, server))
      assert.deepStrictEqual(
        invoices.map((invoice) => invoice.id),
        [id, id]
      )
      assert.deepStrictEqual(invoices[0].raw, created.data)
      assert.deepStrictEqual(
        server.requests.map(({ body, method, url }) => [`${method} ${url}`, jsonOf(body)]),
        [
          ["POST /invoices", createOfProduct],
          ["POST /invoices", createOfPaymentIntent]
        ]
      )
      const keys = server.requests.map(({ headers }) => headers["idempotency-key"])
      for (const key of keys)
        assert.match(String(key), /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      assert.notStrictEqual(keys[0], keys[1])
    })
  )

  it.scopedLive("sends one idempotency key in all attempts of a create", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), failure(500), created)
      yield* Effect.flatMap(Invoices, (_) => _.create(ofProduct)).pipe(over(client, server))
      const keys = server.requests.map(({ headers }) => headers["idempotency-key"])
      assert.lengthOf(keys, 3)
      assert.lengthOf(new Set(keys), 1)
    })
  )

  it.scopedLive("hands out what validate gives, the placeholder too", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), placeholder)
      const answer = yield* Effect.flatMap(Invoices, (_) => _.validate(ofProduct)).pipe(
        over(client, server)
      )
      assert.deepStrictEqual(answer, { id: "123" })
      assert.deepStrictEqual(
        server.requests.map(({ body, headers, url }) => [
          url,
          jsonOf(body),
          headers["idempotency-key"]
        ]),
        Array.from({ length: 2 }, () => ["/invoices/validate", createOfProduct, undefined])
      )
    })
  )

  it.scopedLive("gets an invoice as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), getInvoice)
      const invoice = yield* Effect.flatMap(Invoices, (_) => _.get(id)).pipe(over(client, server))
      assert.strictEqual(invoice.id, id)
      assert.strictEqual(invoice.organizationId, "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827")
      assert.strictEqual(invoice.status, "PENDING")
      assert.strictEqual(invoice.currency, "EUR")
      assert.strictEqual(formatAmount(invoice.price), "504.818257074815")
      assert.strictEqual(DateTime.formatIso(invoice.createdAt), "2025-07-04T18:10:53.000Z")
      assert.isTrue(Option.isSome(invoice.updatedAt))
      for (const none of [
        invoice.substatus,
        invoice.priceUsd,
        invoice.customerEmail,
        invoice.metadata,
        invoice.redirectUrl,
        invoice.items,
        invoice.payments,
        invoice.calculations,
        invoice.organization
      ]) {
        assert.isTrue(Option.isNone(none))
      }
      assert.deepStrictEqual(
        server.requests.map(({ body, method, url }) => [method, url, body]),
        Array.from({ length: 2 }, () => ["POST", `/invoices/${id}`, "{}"])
      )
    })
  )

  it.scopedLive("lists invoices by the filters of the documentation", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(success({ items: [getInvoice.data], count: 1 }), success([]))
      const [page, empty] = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([
          _.list({
            status: ["PENDING"],
            currency: ["EUR"],
            priceUsdFrom: "123.50",
            priceUsdTo: BigDecimal.make(200n, 0),
            createdAtFrom: DateTime.unsafeMake("2025-07-04T18:10:53.999Z"),
            createdAtTo: DateTime.unsafeMakeZoned("2025-07-05T00:00:00Z", {
              timeZone: "Europe/Berlin"
            }),
            customerEmail: "customer@example.com",
            providerId: "provider_solana_usdc",
            limit: 123,
            offset: 0
          }),
          _.list()
        ])
      ).pipe(over(client, server))
      assert.deepStrictEqual(page.count, Option.some(1))
      assert.deepStrictEqual(
        page.items.map((invoice) => invoice.id),
        [id]
      )
      assert.deepStrictEqual(empty, { items: [], count: Option.none() })
      assert.deepStrictEqual(
        server.requests.map(({ body, url }) => [url, jsonOf(body)]),
        [
          [
            "/invoices/list",
            {
              status: ["PENDING"],
              currency: ["EUR"],
              price_usd_from: 123.5,
              price_usd_to: 200,
              created_at_from: "2025-07-04 18:10:53",
              created_at_to: "2025-07-05 00:00:00",
              customer_email: "customer@example.com",
              provider_id: "provider_solana_usdc",
              limit: 123,
              offset: 0
            }
          ],
          ["/invoices/list", {}]
        ]
      )
    })
  )
})

describe("Invoices", () => {
  it.scopedLive("carries the idempotency key in errors, so that a caller can go on with it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(500))
      const create = (options?: { readonly idempotencyKey?: string | undefined }) =>
        Effect.flatMap(Invoices, (_) => _.create(ofProduct, options)).pipe(
          over(fetchClient, server),
          Effect.flip
        )
      const error = yield* create()
      assertTag(error, "ServerError")
      assert.isTrue(error.mayHaveTakenEffect)
      assert.strictEqual(error.idempotencyKey, server.requests[0]?.headers["idempotency-key"])
      const again = yield* create({ idempotencyKey: error.idempotencyKey })
      assert.strictEqual(again.idempotencyKey, error.idempotencyKey)
      assert.lengthOf(new Set(server.requests.map(({ headers }) => headers["idempotency-key"])), 1)
    })
  )

  it.scopedLive("takes new keys from where the application says", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(created)
      yield* Effect.flatMap(Invoices, (_) => _.create(ofProduct)).pipe(
        Effect.provide(Layer.succeed(IdempotencyKeys, () => "key-1")),
        over(fetchClient, server)
      )
      assert.strictEqual(server.requests[0]?.headers["idempotency-key"], "key-1")
    })
  )

  it.scopedLive("refuses keys that no header can carry", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(created)
      for (const idempotencyKey of ["", " ", "a b", "a\r\nx: y", "ü"]) {
        const error = yield* Effect.flatMap(Invoices, (_) =>
          _.create(ofProduct, { idempotencyKey })
        ).pipe(over(fetchClient, server), Effect.flip)
        assertTag(error, "ValidationError")
        assert.hasAllKeys(error.fields, ["idempotencyKey"])
      }
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("tells what is wrong with the key together with what is wrong with the input", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(created)
      const error = yield* Effect.flatMap(Invoices, (_) =>
        _.create({ ...ofProduct, items: [], customerEmail: "nobody" }, { idempotencyKey: "a b" })
      ).pipe(over(fetchClient, server), Effect.flip)
      assertTag(error, "ValidationError")
      assert.hasAllKeys(error.fields, ["idempotencyKey", "items", "customerEmail"])
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("says of reads by POST that they had no effect", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(500))
      const errors = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all(
          [_.list(), _.get(id), _.validate(ofProduct)].map((call) =>
            Effect.flip<
              unknown,
              { readonly mayHaveTakenEffect: boolean; readonly attempts: number },
              never
            >(call)
          )
        )
      ).pipe(over(fetchClient, server))
      assert.deepStrictEqual(
        errors.map(({ attempts, mayHaveTakenEffect }) => [attempts > 1, mayHaveTakenEffect]),
        [
          [true, false],
          [true, false],
          [true, false]
        ]
      )
    })
  )

  it.scopedLive("doesn't take the documentation's placeholder for a page or an invoice", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)
      const [listed, got] = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([Effect.flip(_.list()), Effect.flip(_.get(id))])
      ).pipe(over(fetchClient, server))
      assertTag(listed, "DecodeError")
      assert.include(listed.message, "with the keys: id")
      assertTag(got, "DecodeError")
      assert.strictEqual(got.path, "data.organization_id")
    })
  )

  it.scopedLive("reads the sample that was cut, up to where it was cut", () =>
    Effect.gen(function* () {
      const whole = { ...getInvoiceWithUsd.data, created_at: "2025-07-04T18:10:53Z" }
      const server = yield* serverWith(getInvoiceWithUsd, success(whole))
      const [cut, invoice] = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([Effect.flip(_.get(id)), _.get(id)])
      ).pipe(over(fetchClient, server))
      assertTag(cut, "DecodeError")
      assert.strictEqual(cut.path, "data.created_at")
      assert.deepStrictEqual(Option.map(invoice.priceUsd, formatAmount), Option.some("66.75"))
    })
  )

  it.scopedLive("reads words that it doesn't know, numbers for amounts, and empty maps", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(
        success({
          ...getInvoice.data,
          status: "REFUNDED",
          substatus: "OVERPAID",
          currency: "XAU",
          price: 99.99,
          updated_at: null,
          metadata: [],
          redirect_url: "https://shop.example/{placeholder}",
          new_field: 1
        })
      )
      const invoice = yield* Effect.flatMap(Invoices, (_) => _.get(id)).pipe(
        over(fetchClient, server)
      )
      assert.strictEqual(invoice.status, "REFUNDED")
      assert.deepStrictEqual(invoice.substatus, Option.some("OVERPAID"))
      assert.strictEqual(invoice.currency, "XAU")
      assert.strictEqual(formatAmount(invoice.price), "99.99")
      assert.isTrue(Option.isNone(invoice.updatedAt))
      assert.deepStrictEqual(invoice.metadata, Option.some({}))
    })
  )

  it.scopedLive("fails where a field that has to be right is not", () =>
    Effect.gen(function* () {
      const wrong = [
        { id: 7 },
        { organization_id: null },
        { status: 1 },
        { currency: null },
        { price: "1e3" },
        { price: "" },
        { price_usd: "many" },
        { created_at: "soon" }
      ]
      for (const fields of wrong) {
        const server = yield* serverWith(success({ ...getInvoice.data, ...fields }))
        const error = yield* Effect.flatMap(Invoices, (_) => _.get(id)).pipe(
          over(fetchClient, server),
          Effect.flip
        )
        assertTag(error, "DecodeError")
        assert.strictEqual(error.path, `data.${Object.keys(fields).join("")}`)
      }
    })
  )

  it.scopedLive("asks for parts, and reads them whatever they are", () =>
    Effect.gen(function* () {
      const payment = {
        id: 7,
        provider_id: 12,
        price: "0.0001263",
        status: "COMPLETED",
        provider: { id: "prov_1" },
        new_field: 1
      }
      const item = { ...createOfProduct.items[0], product: [] }
      const expanded = {
        ...getInvoice.data,
        currency: { code: "EUR" },
        payments: [payment, "odd", { price: {} }],
        items: [item],
        calculations: { total: "1" },
        organization: { name: "Shop" }
      }
      const server = yield* serverWith(
        success(expanded),
        success({ ...getInvoice.data, payments: {}, items: "none", organization: 7 })
      )
      const [invoice, odd] = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([
          _.get(id, { expand: ["payments", "new.part"], currency: "BITCOIN" }),
          _.get(id, { expand: [] })
        ])
      ).pipe(over(fetchClient, server))
      assert.deepStrictEqual(
        server.requests.map(({ body }) => jsonOf(body)),
        [{ expand: ["payments", "new.part"], currency: "BITCOIN" }, { expand: [] }]
      )
      assert.deepStrictEqual(invoice.currency, { code: "EUR" })
      const payments = Option.getOrThrow(invoice.payments)
      assert.deepStrictEqual(
        payments.map(({ raw }) => raw),
        expanded.payments
      )
      const [first] = payments
      assert.deepStrictEqual(first?.id, Option.some("7"))
      assert.deepStrictEqual(first?.providerId, Option.some("12"))
      assert.deepStrictEqual(
        Option.map(first?.price ?? Option.none(), formatAmount),
        Option.some("0.0001263")
      )
      assert.deepStrictEqual(
        Option.map(first?.provider ?? Option.none(), (provider) => provider.id),
        Option.some("prov_1")
      )
      const items = Option.getOrThrow(invoice.items)
      assert.deepStrictEqual(
        items.map(({ product, quantity, type }) => ({ product, quantity, type })),
        [{ product: Option.some({}), quantity: Option.some(2), type: Option.some("PRODUCT") }]
      )
      assert.deepStrictEqual(invoice.calculations, Option.some({ total: "1" }))
      assert.deepStrictEqual(invoice.organization, Option.some({ name: "Shop" }))
      assert.isTrue(Option.isNone(odd.payments))
      assert.isTrue(Option.isNone(odd.items))
      assert.isTrue(Option.isNone(odd.organization))
    })
  )

  it.scopedLive("streams all invoices by the offset", () =>
    Effect.gen(function* () {
      const page = (...ids: ReadonlyArray<string>) =>
        success({ items: ids.map((id) => ({ ...getInvoice.data, id })) })
      const server = yield* serverWith(page("a", "b"), page("c"), page())
      const ids = yield* Stream.unwrap(
        Effect.map(Invoices, (_) => _.stream({ status: ["COMPLETED"] }))
      ).pipe(
        Stream.runFold("", (text, invoice) => text + invoice.id),
        over(fetchClient, server)
      )
      assert.strictEqual(ids, "abc")
      assert.deepStrictEqual(
        server.requests.map(({ body }) => jsonOf(body)),
        [0, 2, 3].map((offset) => ({ status: ["COMPLETED"], offset }))
      )
    })
  )

  it.scopedLive("refuses ids that lead to another call", () =>
    Effect.forEach(["", "list", "validate", "a/b", "..", "a?b"], (wrong) =>
      assertRefused(
        fetchClient,
        ["id"],
        Effect.flatMap(Invoices, (_) => _.get(wrong))
      )
    )
  )

  const items = ofPaymentIntent.items
  const wrongInputs: ReadonlyArray<readonly [field: string, input: unknown]> = [
    ["items", { ...ofProduct, items: [] }],
    ["items", { ...ofProduct, items: {} }],
    ["items", { customerEmail: "a@b.example" }],
    ["items[0].type", { ...ofProduct, items: [{ ...items[0], type: "GIFT" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...items[0], price: "-1" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...items[0], price: "1e3" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...items[0], price: "NaN" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...items[0], price: "" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...items[0], price: 1 }] }],
    ["items[0].currency", { ...ofProduct, items: [{ ...items[0], currency: "" }] }],
    ["items[0].quantity", { ...ofProduct, items: [{ ...ofProduct.items[0], quantity: 0 }] }],
    ["items[0].quantity", { ...ofProduct, items: [{ ...ofProduct.items[0], quantity: 1.5 }] }],
    ["items[0].productId", { ...ofProduct, items: [{ ...ofProduct.items[0], productId: "" }] }],
    ["items[0].price", { ...ofProduct, items: [{ ...ofProduct.items[0], price: "1" }] }],
    ["customerEmail", { items }],
    ["customerEmail", { ...ofProduct, customerEmail: "customer" }],
    ["customerEmail", { ...ofProduct, customerEmail: "" }],
    ["currency", { ...ofProduct, currency: "" }],
    ["metadata.big", { ...ofProduct, metadata: { big: 1n } }],
    ["redirectUrl", { ...ofProduct, redirectUrl: 1 }],
    ["redirect_url", { ...ofProduct, redirect_url: "https://a.example" }]
  ]

  it.scopedLive.each(wrongInputs)("refuses a wrong %s and sends nothing", ([field, input]) =>
    Effect.gen(function* () {
      const server = yield* serverWith(created)
      const errors = yield* Effect.flatMap(Invoices, (_) =>
        Effect.all([
          // @ts-expect-error -- what a program without types may do
          Effect.flip(_.create(input)),
          // @ts-expect-error -- the same
          Effect.flip(_.validate(input))
        ])
      ).pipe(over(fetchClient, server))
      for (const error of errors) {
        assertTag(error, "ValidationError")
        assert.deepStrictEqual(Object.keys(error.fields), [field])
      }
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("refuses filters that can't be right", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(success([]))
      const filters = [
        { priceUsdFrom: "0.1234567890123456789" },
        { priceUsdTo: "1e3" },
        { priceUsdTo: "-1" },
        { limit: 0 },
        { offset: -1 },
        { status: [""] }
      ]
      for (const filter of filters) {
        const error = yield* Effect.flatMap(Invoices, (_) => _.list(filter)).pipe(
          over(fetchClient, server),
          Effect.flip
        )
        assertTag(error, "ValidationError")
        assert.include(Object.keys(error.fields).join(""), Object.keys(filter).join(""))
      }
      assert.lengthOf(server.requests, 0)
    })
  )

  it("tells where a customer pays", () => {
    assert.strictEqual(Invoices.checkoutUrl(id), `https://pay.bitgpt.xyz/${id}`)
    assert.strictEqual(
      Invoices.checkoutUrl("a/b ü", { baseUrl: "http://localhost:4010/pay//" }),
      "http://localhost:4010/pay/a%2Fb%20%C3%BC"
    )
  })
})
