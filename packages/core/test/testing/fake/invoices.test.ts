import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import * as Fake from "../../../src/fake.js"
import * as Amount from "../../../src/testing/fake/values/amount.js"
import { asList, asObject, call, data, problems } from "./support.js"
import { createInvoice, intent, invoiceOf, mug, products } from "./support.js"

const makeFake = Fake.make({ products })

const get = (fake: Fake.Fake, id: string, json: unknown = {}) =>
  data(fake, { path: `/invoices/${id}`, json })

const priceOf = (json: unknown) =>
  Effect.gen(function* () {
    const fake = yield* makeFake
    const id = yield* createInvoice(fake, json)
    const { currency, price, price_usd } = yield* get(fake, id)
    const validated = yield* data(fake, { path: "/invoices/validate", json })
    assert.deepStrictEqual(validated, { currency, price, price_usd })
    return { currency, price, price_usd }
  })

const zeros = (amount: string) => {
  const [whole = "", fraction = ""] = amount.split(".")
  return `${whole}.${fraction.padEnd(30, "0")}`
}

describe("the price of an invoice", () => {
  it("is reckoned as the printed quote is", () => {
    const of = Amount.of
    const usd = Amount.dividedBy(of("10"), of("0.738797999999999954"))
    assert.strictEqual(Amount.format(usd), "13.535499554682065493724914679486")
    const eur = Amount.times(usd, of("0.879502000000000005"))
    assert.strictEqual(Amount.format(eur), "11.904498929341986033539547683847")
    const total = Amount.times(of("37.466313000185518054389028083023"), of("0.879502000000000005"))
    assert.strictEqual(Amount.format(total), "32.951697216289163687202823978002")
  })

  it.effect.each<[string, unknown, Record<string, string>]>([
    [
      "an amount",
      invoiceOf(intent("GBP", "7.40")),
      { currency: "GBP", price: "7.40", price_usd: "10" }
    ],
    [
      "products",
      invoiceOf(mug(3)),
      { currency: "EUR", price: "37.5", price_usd: "42.613636363636363636363636363636" }
    ],
    [
      "both, in one currency",
      invoiceOf(mug(1), intent("EUR", "0.000000000000000000000000000001")),
      {
        currency: "EUR",
        price: "12.500000000000000000000000000001",
        price_usd: "14.204545454545454545454545454546"
      }
    ],
    [
      "products in two currencies",
      { ...invoiceOf(mug(1), mug(1, "schema_gbp")), currency: "BITCOIN" },
      {
        currency: "BITCOIN",
        // 12.5 / 0.88 + 10 / 0.74 dollars, each cut off.
        price: "0.000277180589680589680589680589",
        price_usd: "27.718058968058968058968058968058"
      }
    ]
  ])("of %s", ([, json, expected]) =>
    Effect.gen(function* () {
      const { currency = "", price = "", price_usd = "" } = expected
      assert.deepStrictEqual(yield* priceOf(json), {
        currency,
        price: zeros(price),
        price_usd: zeros(price_usd)
      })
    })
  )

  it.effect("is the same in a quote, with each step", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const quote = yield* data(fake, {
        path: "/pay/quote",
        json: {
          currency: "GBP",
          product: { id: "product_mug", quantity: 2, billing_schema_id: "schema_eur" }
        }
      })
      const invoice = yield* priceOf({ ...invoiceOf(mug(2)), currency: "GBP" })
      assert.deepStrictEqual(quote["total"], invoice)
      assert.deepNestedInclude(quote, {
        "items[0].calculations[0].calculation_type": "PRODUCT",
        "items[0].calculations[0].price": zeros("25"),
        "items[0].calculations[0].details": {
          product_id: "product_mug",
          currency: "EUR",
          price: zeros("12.5"),
          quantity: 2
        },
        "items[0].calculations[1].calculation_type": "CURRENCY_CHANGE",
        "items[0].calculations[1].price": invoice.price,
        "items[0].calculations[1].details": {
          from: "EUR",
          to: "GBP",
          from_rate_usd: "0.88",
          to_rate_usd: "0.74"
        }
      })
    })
  )
})

describe("an invoice that is refused", () => {
  const valid = invoiceOf(mug(1))
  it.effect.each<[unknown, ReadonlyArray<string>]>([
    [{}, ["customer_email", "items"]],
    [{ ...valid, items: [] }, ["items"]],
    [{ ...valid, items: [{ type: "GIFT" }] }, ["items.0.type"]],
    [{ ...valid, items: [mug(0)] }, ["items.0.quantity"]],
    [{ ...valid, items: [mug(1), mug(1.5)] }, ["items.1.quantity"]],
    [{ ...valid, items: [{ ...mug(1), product_id: "none" }] }, ["items.0.product_id"]],
    [{ ...valid, items: [mug(1, "none")] }, ["items.0.billing_schema_id"]],
    ...["1e3", "", "-1", "0", "NaN", " 1", ".5"].map((price): [unknown, ReadonlyArray<string>] => [
      { ...valid, items: [intent("EUR", price)] },
      ["items.0.price"]
    ]),
    [{ ...valid, items: [{ ...intent("EUR", "1"), price: 1 }] }, ["items.0.price"]],
    [{ ...valid, items: [intent("EURO", "1")] }, ["items.0.currency"]],
    [{ ...valid, items: [mug(1), intent("USD", "1")] }, ["currency"]],
    [{ ...valid, customer_email: "nobody" }, ["customer_email"]],
    [{ ...valid, metadata: [] }, ["metadata"]]
  ])("%j", ([json, expected]) =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      assert.deepStrictEqual(yield* problems(fake, { path: "/invoices", json }), expected)
      assert.deepStrictEqual(yield* problems(fake, { path: "/invoices/validate", json }), expected)
      assert.lengthOf(yield* fake.invoices.all, 0)
    })
  )
})

describe("an idempotency key", () => {
  it.effect("makes one invoice, and refuses another with the same key", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const headers = { "idempotency-key": "0c8f9a4e-3f43-4f0a-9f3a-1d2f5a0f7a11" }
      const json = invoiceOf(mug(1))
      const create = (json: unknown) => call(fake, { path: "/invoices", json, headers })
      const first = yield* create(json)
      const second = yield* create({ items: json.items, customer_email: json.customer_email })
      assert.deepStrictEqual(second.envelope["data"], first.envelope["data"])
      assert.strictEqual((yield* create(invoiceOf(mug(2)))).status, 409)
      assert.lengthOf(yield* fake.invoices.all, 1)
      yield* createInvoice(fake, json)
      assert.lengthOf(yield* fake.invoices.all, 2)
    })
  )
})

describe("lists", () => {
  const setup = Effect.gen(function* () {
    const fake = yield* makeFake
    for (const [day, price] of ["10", "20", "30"].entries()) {
      yield* TestClock.setTime(Date.UTC(2025, 0, 1 + day))
      const email = `${price}@example.com`
      yield* createInvoice(fake, { ...invoiceOf(intent("USD", price)), customer_email: email })
    }
    const [first] = yield* fake.invoices.all
    yield* fake.pay(first?.id ?? "", { providerId: "prov_bitcoin_bitcoin" })
    return fake
  })

  const prices = (fake: Fake.Fake, path: string, json: unknown) =>
    Effect.map(data(fake, { path, json }), ({ count, items }) => [
      count,
      ...asList(items).map(({ price_usd }) => Number(price_usd))
    ])

  it.effect.each<[unknown, Array<unknown>]>([
    [{}, [3, 10, 20, 30]],
    [{ limit: 2 }, [3, 10, 20]],
    [{ limit: 2, offset: 2 }, [3, 30]],
    [{ offset: 3 }, [3]],
    [{ status: ["COMPLETED"] }, [1, 10]],
    [{ status: ["PENDING", "VOIDED"] }, [2, 20, 30]],
    [{ currency: ["EUR"] }, [0]],
    [{ price_usd_from: 20 }, [2, 20, 30]],
    [{ price_usd_from: 10.5, price_usd_to: 20 }, [1, 20]],
    [{ created_at_from: "2025-01-02 00:00:00" }, [2, 20, 30]],
    [{ created_at_to: "2025-01-02 00:00:00" }, [2, 10, 20]],
    [{ customer_email: "20@example.com" }, [1, 20]],
    [{ provider_id: "prov_bitcoin_bitcoin" }, [1, 10]],
    [{ provider_id: "prov_solana_usdc" }, [0]]
  ])("of invoices: %j", ([json, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* prices(yield* setup, "/invoices/list", json), expected)
    })
  )

  it.effect.each<[unknown, Array<unknown>]>([
    [{}, [1, 10]],
    [{ provider_id: ["prov_bitcoin_bitcoin", 5] }, [1, 10]],
    [{ provider_id: ["prov_solana_usdc"] }, [0]],
    [{ currency: ["BITCOIN"] }, [1, 10]],
    [{ currency: ["USDC"] }, [0]],
    [{ status: ["FAILED"] }, [0]],
    [{ invoice_id: "none" }, [0]],
    [{ price_usd_to: 9.99 }, [0]]
  ])("of payments: %j", ([json, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* prices(yield* setup, "/payments", json), expected)
    })
  )

  it.effect("have at most 100 items, and 20 where no limit is given", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make({
        invoices: Array.from({ length: 120 }, (_, index) =>
          Fake.InvoiceRecord.make({ id: `invoice_${index}`, currency: "EUR", price: "1" })
        )
      })
      const length = (json: unknown) =>
        Effect.map(prices(fake, "/invoices/list", json), (list) => list.length - 1)
      assert.strictEqual(yield* length({}), 20)
      assert.strictEqual(yield* length({ limit: 1000 }), 100)
      assert.strictEqual(yield* length({ limit: 1000, offset: 100 }), 20)
    })
  )

  it.effect("refuse filters of the wrong form by name", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const wrong = {
        status: ["OPEN"],
        currency: "EUR",
        price_usd_from: "10",
        created_at_from: "2025-01-01",
        customer_email: 1,
        limit: 0,
        offset: -1
      }
      assert.deepStrictEqual(yield* problems(fake, { path: "/invoices/list", json: wrong }), [
        "created_at_from",
        "currency",
        "customer_email",
        "limit",
        "offset",
        "price_usd_from",
        "status.0"
      ])
      assert.deepStrictEqual(
        yield* problems(fake, { path: "/payments", json: { ...wrong, expand: ["invoice"] } }),
        ["created_at_from", "currency", "expand.0", "limit", "offset", "price_usd_from", "status.0"]
      )
    })
  )
})

describe("expand", () => {
  it.effect("adds what is asked for and nothing else", () =>
    Effect.gen(function* () {
      const fake = yield* makeFake
      const id = yield* createInvoice(fake, invoiceOf(mug(2), intent("EUR", "5")))
      yield* fake.pay(id)
      const plain = yield* get(fake, id)
      const added = (...expand: ReadonlyArray<string>) =>
        Effect.map(get(fake, id, { expand, currency: "GBP" }), (invoice) =>
          Object.fromEntries(
            Object.entries(invoice).filter(
              ([field, value]) => plain[field] !== value && field !== "metadata"
            )
          )
        )
      assert.deepStrictEqual(yield* added(), {})
      assert.hasAllKeys(yield* added("payments"), ["payments"])
      assert.notNestedProperty(yield* added("payments"), "payments[0].provider")
      assert.deepNestedInclude(yield* added("payments.provider"), {
        "payments[0].provider.gateway": "USDC"
      })
      assert.deepNestedInclude(yield* added("items.product", "items.billing_schema"), {
        "items[0].product.name": "Mug",
        "items[0].billing_schema.base_price": zeros("12.5"),
        "items[0].price": zeros("25")
      })
      assert.deepNestedInclude(yield* added("items.payment_intent"), {
        "items[1].payment_intent": { currency: "EUR", price: zeros("5") }
      })
      const { calculations } = yield* added("calculations")
      assert.deepStrictEqual(
        asList(calculations).map(({ currency }) => currency),
        ["EUR", "GBP", "EUR", "GBP"]
      )
      assert.hasAllKeys(asObject((yield* added("organization"))["organization"]), ["id", "name"])
      assert.deepStrictEqual(yield* added("currency"), { currency: { code: "EUR" } })
      assert.deepStrictEqual(
        yield* problems(fake, { path: `/invoices/${id}`, json: { expand: ["refunds"] } }),
        ["expand.0"]
      )
    })
  )
})
