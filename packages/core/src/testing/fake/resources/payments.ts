import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { PaymentRecord } from "../records/PaymentRecord.js"
import * as Input from "../server/input.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { currencies, toUsd } from "../values/currencies.js"
import { findProvider, providers } from "../values/providers.js"
import * as Time from "../values/time.js"
import { found } from "./found.js"
import { isInRange, isWanted, page, PageInput, RangeInput } from "./page.js"
import { calculate, priceProduct, total } from "./pricing.js"

const expand = Input.maybe(Input.list(Input.oneOf(["provider"])))

const ListInput = Schema.Struct({
  ...PageInput,
  ...RangeInput,
  provider_id: Input.maybe(Input.list(Schema.Union(Input.text, Input.number))),
  invoice_id: Input.maybe(Input.text),
  status: Input.maybe(Input.list(Input.oneOf(["PENDING", "FAILED", "COMPLETED", "CANCELLED"]))),
  currency: Input.maybe(Input.list(Input.oneOf(currencies))),
  expand
})

const QuoteInput = Schema.Struct({
  currency: Input.oneOf(currencies),
  product: Schema.Struct({
    id: Input.filledText,
    quantity: Input.integer(1),
    billing_schema_id: Input.filledText
  })
})

/** What a payment is worth in US dollars. */
export const paymentUsd = (payment: PaymentRecord): Amount.Amount =>
  payment.price_usd === undefined
    ? toUsd(Amount.of(payment.price), payment.currency)
    : Amount.of(payment.price_usd)

/** A payment as the API prints it. */
export const payment = (record: PaymentRecord, withProvider: boolean) => ({
  id: record.id,
  ...(record.idempotency_key === undefined ? {} : { idempotency_key: record.idempotency_key }),
  organization_id: record.organization_id,
  provider_id: record.provider_id,
  ...(record.invoice_id === undefined ? {} : { invoice_id: record.invoice_id }),
  currency: record.currency,
  price: Amount.format(Amount.of(record.price)),
  price_usd: Amount.format(paymentUsd(record), 28),
  status: record.status,
  created_at: record.created_at,
  updated_at: record.updated_at,
  happened_at: record.happened_at,
  ...(withProvider ? { provider: findProvider(record.provider_id) ?? null } : {})
})

/** The payments of an invoice. */
export const paymentsOf = ({ payments }: World, invoiceId: string): ReadonlyArray<PaymentRecord> =>
  payments.all().filter(({ invoice_id }) => invoice_id === invoiceId)

export const routes = (world: World): ReadonlyArray<Route> => {
  const { invoices, payments } = world

  return [
    route("POST /payments", "payments.read", (request) =>
      Effect.map(Input.readJson(ListInput, request), (filter) => {
        const wanted = payments
          .all()
          .filter(
            (record) =>
              isWanted(record.provider_id, filter.provider_id?.map(String)) &&
              isWanted(record.status, filter.status) &&
              isWanted(record.currency, filter.currency) &&
              isInRange(paymentUsd(record), record.created_at, filter) &&
              (filter.invoice_id ?? record.invoice_id) === record.invoice_id
          )
        const withProvider = filter.expand?.includes("provider") ?? false
        return {
          data: page(
            wanted.map((record) => payment(record, withProvider)),
            filter
          )
        }
      })
    ),
    route("POST /payments/{id}", "Public", (request) =>
      Effect.gen(function* () {
        const record = yield* found(payments, request.id)
        const input = yield* Input.readJson(Schema.Struct({ expand }), request)
        return { data: payment(record, input.expand?.includes("provider") ?? false) }
      })
    ),
    route("GET /providers/{id}", "Public", ({ id }) =>
      Effect.as(found(invoices, id), { data: { providers } })
    ),
    route("POST /pay/quote", "AnyToken", (request) =>
      Effect.gen(function* () {
        const { currency, product } = yield* Input.readJson(QuoteInput, request)
        const item = yield* priceProduct(
          world,
          {
            product_id: product.id,
            billing_schema_id: product.billing_schema_id,
            quantity: product.quantity
          },
          { product: "product.id", billingSchema: "product.billing_schema_id" }
        )
        return {
          data: {
            currency,
            exchange_rate_timestamp: Time.format(request.now),
            total: total([item], currency),
            items: [calculate(item, currency)]
          }
        }
      })
    )
  ]
}
