/**
 * What a product costs in another currency, reckoned step by step.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient, option, required } from "../internal/codec/field.js"
import { Id } from "../internal/codec/id.js"
import { PositiveInt } from "../internal/codec/int.js"
import { NonEmptyText } from "../internal/codec/text.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { Amount } from "../money/Amount.js"
import { Currency, CurrencyInput } from "../money/Currency.js"
import { Calculation } from "./Calculation.js"

/**
 * What is to be quoted: what `Payments.quote` takes. Known from one sample only: whether a quote can do
 * with less, or with several products, is not documented.
 *
 * Source: BitGPT's developer reference, `POST /pay/quote`.
 *
 * @example
 * ```ts
 * import type { QuoteInput } from "effect-bitgpt"
 *
 * const twoCups: QuoteInput = {
 *   currency: "USD",
 *   product: {
 *     id: "product_0197a8d9-8426-7e71-9edf-26301686ed26",
 *     billingSchemaId: "schema_0197a8d9-8427-7dc4-9b9f-4e29594b5d12",
 *     quantity: 2
 *   }
 * }
 * ```
 */
export const QuoteInput = Schema.Struct({
  /** The currency to quote in. */
  currency: CurrencyInput,
  /** What is to be paid. */
  product: Schema.Struct({
    /** The product's id. */
    id: NonEmptyText,
    /** How many of it: 1 or more. */
    quantity: PositiveInt,
    /** Which of its billing schemas. */
    billingSchemaId: required(NonEmptyText, "billing_schema_id")
  })
})

/** What is to be quoted. */
export interface QuoteInput extends Schema.Schema.Type<typeof QuoteInput> {}

const Total = Schema.Struct({
  /** The currency of `price`. */
  currency: option(Currency, "currency"),
  /** What is to be paid. */
  price: option(Amount, "price"),
  /** The same in US dollars. */
  priceUsd: option(Amount, "price_usd")
})

const Item = Schema.Struct({
  /** `PRODUCT` in the sample. */
  type: option(Schema.String, "type"),
  /** The product. */
  productId: option(Id, "product_id"),
  /** Which of its billing schemas. */
  billingSchemaId: option(Id, "billing_schema_id"),
  /** How many of it. */
  quantity: option(Schema.Number, "quantity"),
  /** The currency of the billing schema. */
  currency: option(Currency, "currency")
})

const QuoteItem = Schema.Struct({
  /** What is quoted. */
  item: option(Item, "item"),
  /** How its price is reckoned, step by step. */
  calculations: option(Schema.Array(Calculation), "calculations"),
  /** What it costs. The sample shows only the beginning of it. */
  total: option(Total, "total")
})

/**
 * What something costs in a currency, reckoned step by step. How long it holds is not documented.
 *
 * BitGPT documents quotes by one sample only, and marks nothing as required: every field may be none.
 * Where an amount is there, it has to be one. Times are UTC (the wire names no zone).
 *
 * Source: BitGPT's developer reference, sample of `POST /pay/quote`.
 *
 * @example
 * ```ts
 * import { formatAmount, type Quote } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const price = (quote: Quote) =>
 *   Option.flatMap(quote.total, ({ price }) => price).pipe(
 *     Option.map((price) => formatAmount(price, { decimals: 2 }))
 *   )
 * ```
 */
export const Quote = Schema.Struct({
  /** The currency that is quoted in. In BitGPT's sample not the one that was asked for. */
  currency: option(Currency, "currency"),
  /** From when the rates are. */
  exchangeRateTimestamp: lenient(Timestamp, "exchange_rate_timestamp"),
  /** What all of it costs. */
  total: option(Total, "total"),
  /** What each item costs. */
  items: option(Schema.Array(QuoteItem), "items")
})

/** What something costs in a currency. */
export interface Quote extends Schema.Schema.Type<typeof Quote> {}
