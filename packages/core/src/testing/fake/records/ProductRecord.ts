import * as Schema from "effect/Schema"
import { Amount, Flag, Metadata, orEmpty, OrganizationId, orNull, textOr, times } from "./fields.js"

/**
 * A price per unit of a metric, with the names and forms of the wire. `starts_at` and `ends_at` are
 * quantities.
 *
 * @example
 * ```ts
 * import { ConfigurationRecord } from "effect-bitgpt/fake"
 *
 * const perRequest = ConfigurationRecord.make({ id: "config_1", price_per_unit: "0.01" })
 * ```
 */
export const ConfigurationRecord = Schema.Struct({
  /** The configuration's id. */
  id: Schema.NonEmptyString,
  /** The quantity from which the price holds, a decimal text. Default: `0`. */
  starts_at: Schema.optionalWith(Amount, { default: () => "0" }),
  /** The quantity up to which the price holds. Default: null, the range has no end. */
  ends_at: orNull(Amount),
  /** The price of one unit in the billing schema's currency, a decimal text. */
  price_per_unit: Amount,
  /** The metric that counts the units. Default: null. */
  metric_id: orNull(Schema.String),
  /** 1, the default, where it is in force, else 0. */
  is_active: Flag,
  ...times
})

/** A price per unit of a metric. */
export type ConfigurationRecord = typeof ConfigurationRecord.Type

/**
 * How a product is charged, with the names and forms of the wire.
 *
 * @example
 * ```ts
 * import { BillingSchemaRecord } from "effect-bitgpt/fake"
 *
 * const once = BillingSchemaRecord.make({ id: "schema_1", currency: "EUR", base_price: "12.50" })
 * ```
 */
export const BillingSchemaRecord = Schema.Struct({
  /** The billing schema's id. */
  id: Schema.NonEmptyString,
  /** Name for people. Default: empty. */
  name: textOr(""),
  /** What it is for. Default: null. */
  description: orNull(Schema.String),
  /** `ONE_TIME`, the default, or `RECURRING`. */
  type: textOr("ONE_TIME"),
  /** The currency of all its prices. */
  currency: Schema.String,
  /** The price without what is charged by the unit, a decimal text. */
  base_price: Amount,
  /** The unit of the interval between charges, such as `MONTH`. Default: null. */
  interval_type: orNull(Schema.String),
  /** How many units the interval has. Default: null. */
  interval_count: orNull(Schema.Int),
  /** `ADVANCE` or `ARREARS`: whether an interval is paid before or after it. Default: null. */
  payment_type: orNull(Schema.String),
  /** When an interval begins, such as `CALENDAR`. Default: null. */
  renew_type: orNull(Schema.String),
  /** `PRORATED` or `FULL`: how a part of an interval is charged. Default: null. */
  billing_type: orNull(Schema.String),
  /** Prices by the unit. Default: empty. */
  configurations: orEmpty(ConfigurationRecord),
  /** 1, the default, where it is in force, else 0. */
  is_active: Flag,
  ...times
})

/** How a product is charged. */
export type BillingSchemaRecord = typeof BillingSchemaRecord.Type

/**
 * A product as the fake keeps it, with the names and forms of the wire.
 *
 * @example
 * ```ts
 * import { BillingSchemaRecord, ProductRecord } from "effect-bitgpt/fake"
 *
 * const mug = ProductRecord.make({
 *   id: "product_1",
 *   name: "Mug",
 *   schemas: [BillingSchemaRecord.make({ id: "schema_1", currency: "EUR", base_price: "12.50" })]
 * })
 * ```
 */
export const ProductRecord = Schema.Struct({
  /** The product's id: `product_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** The organization that sells it. Default: the fake's own. */
  organization_id: OrganizationId,
  /** Name for people. */
  name: Schema.String,
  /** What it is. Default: null. */
  description: orNull(Schema.String),
  /** The file of its image. Default: null. */
  image_id: orNull(Schema.String),
  /** The application's own data. Default: empty. */
  metadata: Metadata,
  /** The ways in which it is charged. Default: empty. */
  schemas: orEmpty(BillingSchemaRecord),
  /** 1, the default, where it is for sale, else 0. */
  is_active: Flag,
  ...times
})

/** A product as the fake keeps it. */
export type ProductRecord = typeof ProductRecord.Type
