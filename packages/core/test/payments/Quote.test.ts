import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { Calculation, formatAmount, Payments, Quote, type QuoteInput } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { failure, sentTo, serverWith } from "../support/resources.js"
import { quotePayment, quoteRequest } from "./samples.js"

const [fetchClient] = clients
const currency = "USD"
const product = { id: "product_123", quantity: 2, billingSchemaId: "schema_456" }
const quote = (input: QuoteInput) => Effect.flatMap(Payments, (_) => _.quote(input))

describe.each(clients)("Payments.quote over $name", (client) => {
  it.scopedLive("quotes by the documentation's request, as it prints the answer", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), quotePayment)

      const { items, total } = yield* quote({ currency, product }).pipe(over(client, server))

      assert.deepStrictEqual(
        Option.flatMap(total, ({ price }) => Option.map(price, formatAmount)),
        Option.some("32.951697216289163687202823978002")
      )
      const steps = Option.getOrThrow(items).flatMap(({ calculations }) =>
        Option.toArray(calculations).flat()
      )
      assert.deepStrictEqual(
        steps.map(({ calculationType }) => calculationType),
        [Option.some("PRODUCT"), Option.some("CURRENCY_CHANGE")]
      )
      assert.deepStrictEqual(
        steps.map(({ details }) =>
          Option.map(details, (details) =>
            "toRateUsd" in details
              ? `${details.to} ${formatAmount(details.toRateUsd)}`
              : `${details.currency} ${formatAmount(details.price)}`
          )
        ),
        [Option.some("GBP 10"), Option.some("EUR 0.879502000000000005")]
      )
      assert.deepStrictEqual(
        sentTo(server),
        Array.from({ length: 2 }, () => ["POST /pay/quote", quoteRequest])
      )
    })
  )
})

describe("Payments.quote", () => {
  it.scopedLive.each<[string, QuoteInput]>([
    ["currency", { currency: "", product }],
    ["product.id", { currency, product: { ...product, id: "" } }],
    ["product.quantity", { currency, product: { ...product, quantity: 0 } }],
    ["product.quantity", { currency, product: { ...product, quantity: 0.5 } }],
    ["product.billingSchemaId", { currency, product: { ...product, billingSchemaId: "" } }]
  ])("refuses %s of %#, with nothing sent", ([field, refused]) =>
    Effect.gen(function* () {
      const server = yield* serverWith(quotePayment)

      const error = yield* quote(refused).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.deepStrictEqual(Object.keys(error.fields), [field])
      assert.isEmpty(server.requests)
    })
  )
})

describe("Quote", () => {
  it("takes nothing for granted", () => {
    assert.deepStrictEqual(Schema.encodeSync(Quote)(Schema.decodeUnknownSync(Quote)({})), {})
  })

  it.each([
    { total: { price: "1e3" } },
    { items: {} },
    { items: [{ calculations: [{ price: "" }] }] }
  ])("does not read %j", (wire) => {
    assert.throws(() => Schema.decodeUnknownSync(Quote)(wire))
  })

  it.prop(
    "reads what it writes",
    [Quote],
    ([quote]) => {
      // Details of both kinds are no quote that was read.
      const read = Schema.decodeUnknownSync(Quote)(Schema.encodeSync(Quote)(quote))
      const written = Schema.encodeSync(Quote)(read)

      assert.deepStrictEqual(
        Schema.encodeSync(Quote)(Schema.decodeUnknownSync(Quote)(written)),
        written
      )
    },
    { fastCheck: { numRuns: 20 } }
  )
})

describe("Calculation", () => {
  const decode = Schema.decodeUnknownSync(Calculation)

  it.each([
    { calculation_type: "DISCOUNT", details: { percent: 5, from: "GBP" } },
    { details: ["anything"] }
  ])("hands out the details of %j as they came", (wire) => {
    const step = decode(wire)

    assert.deepStrictEqual<unknown>(step.unknownDetails, Option.some(wire.details))
    assert.deepStrictEqual(step.details, Option.none())
    assert.deepStrictEqual<unknown>(Schema.encodeSync(Calculation)(step), wire)
  })

  it("takes odd details of a documented type for none", () => {
    const step = decode({ calculation_type: "PRODUCT", details: { price: "odd" } })

    assert.deepStrictEqual([step.details, step.unknownDetails], [Option.none(), Option.none()])
  })
})
