import * as Effect from "effect/Effect"
import type { InvoiceItem, InvoiceRecord } from "../records/InvoiceRecord.js"
import { invalid, type Refused } from "../server/refused.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { fromUsd, rateOfUsd, toUsd } from "../values/currencies.js"

/** A product with a billing schema, as a request names it. */
export interface ProductChoice {
  readonly product_id: string
  readonly billing_schema_id: string
  readonly quantity: number
}

const unknown = (field: string): Refused =>
  invalid({ [field]: `The ${field} field names something that does not exist.` })

/** What a product costs: the base price of the billing schema, times the quantity. */
export const priceProduct = (
  { products }: World,
  choice: ProductChoice,
  /** The names of the fields that are reported when they are wrong. */
  fields: { readonly product: string; readonly billingSchema: string }
): Effect.Effect<Extract<InvoiceItem, { readonly type: "PRODUCT" }>, Refused> =>
  Effect.suspend(() => {
    const product = products.get(choice.product_id)
    if (product?.is_active !== 1) return unknown(fields.product)
    const schema = product.schemas.find(({ id }) => id === choice.billing_schema_id)
    if (schema?.is_active !== 1) return unknown(fields.billingSchema)
    return Effect.succeed({
      type: "PRODUCT" as const,
      product_id: product.id,
      billing_schema_id: schema.id,
      quantity: choice.quantity,
      currency: schema.currency,
      price: Amount.format(Amount.of(schema.base_price) * BigInt(choice.quantity))
    })
  })

/** An amount in a currency, as the API prints it. */
export interface Price {
  readonly currency: string
  readonly price: string
  readonly price_usd: string
}

const priceOf = (currency: string, amount: Amount.Amount, usd: Amount.Amount): Price => ({
  currency,
  price: Amount.format(amount),
  price_usd: Amount.format(usd)
})

/** What an item costs in a currency. */
const convert = (item: InvoiceItem, currency: string): Price => {
  const amount = Amount.of(item.price)
  const usd = toUsd(amount, item.currency)
  return priceOf(currency, item.currency === currency ? amount : fromUsd(usd, currency), usd)
}

/** The price of an invoice in US dollars. */
export const invoiceUsd = (invoice: InvoiceRecord): Amount.Amount =>
  invoice.price_usd === undefined
    ? toUsd(Amount.of(invoice.price), invoice.currency)
    : Amount.of(invoice.price_usd)

/** What items cost together. Where currencies differ, the sum is made in US dollars. */
export const total = (items: ReadonlyArray<InvoiceItem>, currency: string): Price => {
  const sum = (amounts: ReadonlyArray<Amount.Amount>) => amounts.reduce((a, b) => a + b, 0n)
  const usd = sum(items.map((item) => toUsd(Amount.of(item.price), item.currency)))
  return items.every((item) => item.currency === currency)
    ? priceOf(currency, sum(items.map((item) => Amount.of(item.price))), usd)
    : priceOf(currency, fromUsd(usd, currency), usd)
}

const step = (
  idx: number,
  item: InvoiceItem,
  to: Price,
  description: {
    readonly calculation_type: string
    readonly title: string
    readonly details: unknown
  }
) => {
  const price = Amount.format(Amount.of(item.price))
  const { details, ...rest } = description
  return {
    idx,
    currency: to.currency,
    ...rest,
    initial_price: price,
    price: to.price,
    price_delta: "0",
    initial_price_orig: price,
    price_orig: price,
    price_delta_orig: "0",
    initial_price_usd: to.price_usd,
    price_usd: to.price_usd,
    price_delta_usd: "0",
    details
  }
}

/** How the price of an item comes about, step by step, as the API prints it. */
export const calculate = (item: InvoiceItem, currency: string) => {
  const { currency: from } = item
  const price = Amount.of(item.price)
  const details =
    item.type === "PRODUCT"
      ? {
          product_id: item.product_id,
          currency: from,
          price: Amount.format(price / BigInt(item.quantity)),
          quantity: item.quantity
        }
      : { currency: from, price: Amount.format(price) }
  const first = step(0, item, convert(item, from), {
    calculation_type: item.type,
    title: `${item.type === "PRODUCT" ? "Product" : "Payment intent"} ${from}`,
    details
  })
  const change = step(1, item, convert(item, currency), {
    calculation_type: "CURRENCY_CHANGE",
    title: `Currency change ${from} => ${currency}`,
    details: {
      from,
      to: currency,
      from_rate_usd: rateOfUsd(from),
      to_rate_usd: rateOfUsd(currency)
    }
  })
  return {
    item: {
      type: item.type,
      ...(item.type === "PRODUCT"
        ? {
            product_id: item.product_id,
            quantity: item.quantity,
            billing_schema_id: item.billing_schema_id
          }
        : {}),
      currency: from
    },
    calculations: from === currency ? [first] : [first, change],
    total: convert(item, currency)
  }
}
