/**
 * Products, and how they are charged.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { BitGptFile } from "../files/BitGptFile.js"
import { lenient, option, required } from "../internal/codec/field.js"
import { Flag } from "../internal/codec/flag.js"
import { Id } from "../internal/codec/id.js"
import { asItCame } from "../internal/codec/jsonObject.js"
import { openEnum } from "../internal/codec/openEnum.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { Amount } from "../money/Amount.js"
import { Currency } from "../money/Currency.js"

/**
 * Id of a product. BitGPT prints `product_` and a UUIDv7; any string but an empty one is read.
 *
 * @example
 * ```ts
 * import { ProductId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(ProductId)("product_0197a8d9-8426-7e71-9edf-26301686ed26")
 * ```
 */
export const ProductId = Id.pipe(Schema.brand("ProductId", { identifier: "ProductId" }))

/** Id of a product. */
export type ProductId = typeof ProductId.Type

// The samples show these. Whether there are others is not documented.
export const ChargeType = openEnum("ChargeType", ["ONE_TIME", "RECURRING"])
export const IntervalType = openEnum("IntervalType", ["DAY", "MONTH"])
export const PaymentType = openEnum("PaymentType", ["ADVANCE", "ARREARS"])
export const RenewType = openEnum("RenewType", ["CALENDAR"])
export const BillingType = openEnum("BillingType", ["PRORATED", "FULL"])

/** What a product, its billing schemas and their configurations have alike. */
const versioned = {
  /** What its versions have in common. Of a product, it is the product's own id in one sample. */
  versionGroupId: option(Id, "version_group_id"),
  /** Whether it is in force. A product is for sale then. */
  isActive: option(Flag, "is_active"),
  /** When it was created. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When it was last updated. */
  updatedAt: lenient(Timestamp, "updated_at")
}

/**
 * The price of a unit, for some range of quantities.
 *
 * The documentation prints two unlike forms of it, and marks nothing as required. `type` and `price` are
 * only in its sample of a list, all else is only elsewhere.
 *
 * @example
 * ```ts
 * import type { BillingConfiguration } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const unitPrice = (configuration: BillingConfiguration) =>
 *   Option.orElse(configuration.pricePerUnit, () => configuration.price)
 * ```
 */
export const BillingConfiguration = Schema.Struct({
  /** The configuration's id. */
  id: option(Id, "id"),
  ...versioned,
  /** The billing schema that it belongs to. */
  schemaId: option(Id, "schema_id"),
  /** The quantity from which the price holds: an amount, not a time. */
  startsAt: option(Amount, "starts_at"),
  /** The quantity up to which the price holds. None is presumably an open end. */
  endsAt: option(Amount, "ends_at"),
  /** The price of one unit, in the schema's currency. */
  pricePerUnit: option(Amount, "price_per_unit"),
  /** The metric that counts the units. */
  metricId: option(Id, "metric_id"),
  /** `monthly` in the sample. */
  type: option(Schema.String, "type"),
  /** Presumably the price of one unit, in the schema's currency. */
  price: option(Amount, "price")
})

/** The price of a unit, for some range of quantities. */
export interface BillingConfiguration extends Schema.Schema.Type<typeof BillingConfiguration> {}

/**
 * How a product is charged: once or again and again, and at which price.
 *
 * The documentation marks nothing as required, and what a schema of type `ONE_TIME` leaves out is not
 * documented: every field except `id` may be none.
 *
 * @example
 * ```ts
 * import { type BillingSchema, formatAmount } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const price = (schema: BillingSchema) =>
 *   Option.map(schema.basePrice, (price) => formatAmount(price, { decimals: 2 }))
 * ```
 */
export const BillingSchema = Schema.Struct({
  /** The schema's id, as an invoice's items and quotes take it. */
  id: Id,
  ...versioned,
  /** The organization that it belongs to. */
  organizationId: option(Id, "organization_id"),
  /** The product that it belongs to. */
  productId: option(Id, "product_id"),
  /** Name for people. */
  name: lenient(Schema.String, "name"),
  /** What it is for. */
  description: lenient(Schema.String, "description"),
  /** Whether it is charged once or again and again. */
  type: option(ChargeType, "type"),
  /** The currency of all its prices. */
  currency: option(Currency, "currency"),
  /** The price without what is charged by the unit. */
  basePrice: option(Amount, "base_price"),
  /** The unit of the interval between charges. */
  intervalType: option(IntervalType, "interval_type"),
  /** How many units the interval has. */
  intervalCount: option(Schema.Int, "interval_count"),
  /** Whether an interval is paid before or after it. */
  paymentType: option(PaymentType, "payment_type"),
  /** When an interval begins. */
  renewType: option(RenewType, "renew_type"),
  /** Whether a part of an interval is charged in part or in full. */
  billingType: option(BillingType, "billing_type"),
  /** Prices by the unit. */
  configurations: option(Schema.Array(BillingConfiguration), "configurations")
})

/** How a product is charged. */
export interface BillingSchema extends Schema.Schema.Type<typeof BillingSchema> {}

/**
 * A product: something to sell, with the ways in which it is charged.
 *
 * `id`, `name` and `organizationId` are always there. A text for people, a time, `metadata` or `image` that
 * is not as documented is none. Ids, flags, prices and the words of a billing schema have to be as
 * documented where they are there, or else the answer is a `DecodeError`. Fields that this version doesn't
 * know are passed over. Times are UTC (the wire names no zone).
 *
 * Source: BitGPT's developer reference, page of `GET /products/{id}`; billing schemas by its samples only.
 *
 * @example
 * ```ts
 * import { Product } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const decode = Schema.decodeUnknown(Product)
 * ```
 */
export const Product = Schema.Struct({
  /** The product's id. */
  id: ProductId,
  ...versioned,
  /** Name for people. */
  name: Schema.String,
  /** The organization that sells it. */
  organizationId: required(Id, "organization_id"),
  /** What it is. */
  description: lenient(Schema.String, "description"),
  /** Its image. */
  imageId: option(Id, "image_id"),
  /** The image's file. Documented, but in no sample. */
  image: lenient(BitGptFile, "image"),
  /** The application's own data, as it was given. */
  metadata: asItCame("metadata"),
  /** The ways in which it is charged. */
  schemas: option(Schema.Array(BillingSchema), "schemas")
})

/** A product. */
export interface Product extends Schema.Schema.Type<typeof Product> {}
