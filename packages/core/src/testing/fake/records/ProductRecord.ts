import * as Schema from "effect/Schema"
import {
  Amount,
  createdAt,
  Flag,
  Metadata,
  orEmpty,
  OrganizationId,
  orNull,
  Time
} from "./fields.js"

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
  id: Schema.NonEmptyString,
  is_active: Flag,
  starts_at: Schema.optionalWith(Amount, { default: () => "0" }),
  /** Null where the range has no end. */
  ends_at: orNull(Amount),
  price_per_unit: Amount,
  metric_id: orNull(Schema.String),
  created_at: createdAt,
  updated_at: orNull(Time)
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
  id: Schema.NonEmptyString,
  is_active: Flag,
  name: Schema.optionalWith(Schema.String, { default: () => "" }),
  description: orNull(Schema.String),
  type: Schema.optionalWith(Schema.String, { default: () => "ONE_TIME" }),
  currency: Schema.String,
  base_price: Amount,
  interval_type: orNull(Schema.String),
  interval_count: orNull(Schema.Int),
  payment_type: orNull(Schema.String),
  renew_type: orNull(Schema.String),
  billing_type: orNull(Schema.String),
  configurations: orEmpty(ConfigurationRecord),
  created_at: createdAt,
  updated_at: orNull(Time)
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
  id: Schema.NonEmptyString,
  organization_id: OrganizationId,
  is_active: Flag,
  name: Schema.String,
  description: orNull(Schema.String),
  image_id: orNull(Schema.String),
  metadata: Metadata,
  schemas: orEmpty(BillingSchemaRecord),
  created_at: createdAt,
  updated_at: orNull(Time)
})

/** A product as the fake keeps it. */
export type ProductRecord = typeof ProductRecord.Type
