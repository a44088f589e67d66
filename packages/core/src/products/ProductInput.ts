/**
 * What `Products.create` takes, and what it returns.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { optional } from "../internal/codec/field.js"
import { JsonObjectInput } from "../internal/codec/jsonObject.js"
import { enumInput, openEnum } from "../internal/codec/openEnum.js"
import { listOf, Text } from "../internal/codec/text.js"
import { wholeNumberFrom } from "../internal/codec/wholeNumber.js"
import { AmountNumberInput, nonNegative } from "../money/Amount.js"
import { CurrencyInput } from "../money/Currency.js"
import {
  BillingType,
  ChargeType,
  IntervalType,
  PaymentType,
  ProductId,
  RenewType
} from "./Product.js"

const Price = nonNegative(AmountNumberInput)

const MetricInput = Schema.Struct({
  /** The metric's id. */
  id: Schema.optional(Text),
  /** The metric's own name for programs. */
  metricKey: optional(Text, "metric_key"),
  /** Name for people. */
  name: Schema.optional(Text),
  /** How counts become one. */
  aggregationType: optional(
    enumInput(openEnum("AggregationType", ["SUM"]), "SUM"),
    "aggregation_type"
  )
})

const BillingConfigurationInput = Schema.Struct({
  /** The quantity from which the price holds: an amount, not a time. */
  startsAt: optional(AmountNumberInput, "starts_at"),
  /** The quantity up to which the price holds. */
  endsAt: optional(AmountNumberInput, "ends_at"),
  /** The price of one unit, in the schema's currency: not negative. */
  pricePerUnit: optional(Price, "price_per_unit"),
  /** What counts the units. */
  metric: Schema.optional(MetricInput)
})

const BillingSchemaInput = Schema.Struct({
  /** Name for people. */
  name: Schema.optional(Text),
  /** What it is for. */
  description: Schema.optional(Text),
  /** Whether it is charged once or again and again. */
  type: Schema.optional(enumInput(ChargeType, "ONE_TIME")),
  /** The currency of all its prices. */
  currency: Schema.optional(CurrencyInput),
  /** The price without what is charged by the unit: not negative. */
  basePrice: optional(Price, "base_price"),
  /** The unit of the interval between charges. */
  intervalType: optional(enumInput(IntervalType, "MONTH"), "interval_type"),
  /** How many units the interval has: 1 or more. */
  intervalCount: optional(wholeNumberFrom(1), "interval_count"),
  /** Whether an interval is paid before or after it. */
  paymentType: optional(enumInput(PaymentType, "ADVANCE"), "payment_type"),
  /** When an interval begins. */
  renewType: optional(enumInput(RenewType, "CALENDAR"), "renew_type"),
  /** Whether a part of an interval is charged in part or in full. */
  billingType: optional(enumInput(BillingType, "FULL"), "billing_type"),
  /** Prices by the unit. */
  configurations: Schema.optional(listOf(BillingConfigurationInput))
})

/**
 * A product to create: what `create` takes, and checks its input with.
 *
 * BitGPT marks nothing as required, and documents billing schemas by one sample only. Prices and quantities
 * are sent as JSON numbers, as in that sample: one that a number can't hold exactly is refused.
 *
 * Source: BitGPT's developer reference, `POST /products`.
 *
 * @example
 * ```ts
 * import type { ProductInput } from "effect-bitgpt"
 *
 * const coffee: ProductInput = {
 *   name: "Coffee",
 *   schemas: [{ name: "Cup", type: "ONE_TIME", currency: "EUR", basePrice: "3.20" }]
 * }
 * ```
 */
export const ProductInput = Schema.Struct({
  /** Name for people. */
  name: Schema.optional(Text),
  /** What the product is. */
  description: Schema.optional(Text),
  /** The application's own data, handed out again with the product. The samples have only texts in it. */
  metadata: Schema.optional(JsonObjectInput),
  /** The ways in which the product is charged. */
  schemas: Schema.optional(listOf(BillingSchemaInput))
})

/** A product to create. */
export interface ProductInput extends Schema.Schema.Type<typeof ProductInput> {}

/**
 * A product just created. Only its id is documented: `get` has the rest.
 *
 * @example
 * ```ts
 * import { type NewProduct, Products } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const whole = ({ id }: NewProduct) => Effect.flatMap(Products, (products) => products.get(id))
 * ```
 */
export const NewProduct = Schema.Struct({
  /** The product's id. */
  id: ProductId
})

/** A product just created. */
export interface NewProduct extends Schema.Schema.Type<typeof NewProduct> {}
