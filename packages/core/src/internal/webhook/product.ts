import * as Schema from "effect/Schema"
import { Timestamp } from "../codec/timestamp.js"
import { option as nullable, option as omittable } from "../codec/field.js"
import { Amount } from "./amount.js"

const JsonRecord = Schema.Record({ key: Schema.String, value: Schema.Unknown })

const JsonObject = Schema.Union(
  JsonRecord,
  // PHP prints an empty map as a list.
  Schema.transform(Schema.Tuple(), JsonRecord, {
    strict: true,
    decode: () => ({}),
    encode: () => [] as const
  })
)

// `1`, `true` and null are printed.
const Flag = Schema.transform(Schema.Union(Schema.Boolean, Schema.Number), Schema.Boolean, {
  strict: true,
  decode: Boolean,
  encode: (flag) => flag
})

const Configuration = Schema.Struct({
  id: Schema.String,
  versionGroupId: omittable(Schema.String, "version_group_id"),
  schemaId: omittable(Schema.String, "schema_id"),
  isActive: omittable(Flag, "is_active"),
  startsAt: omittable(Amount, "starts_at"),
  endsAt: omittable(Amount, "ends_at"),
  pricePerUnit: omittable(Amount, "price_per_unit"),
  metricId: omittable(Schema.String, "metric_id"),
  createdAt: omittable(Timestamp, "created_at"),
  updatedAt: nullable(Timestamp, "updated_at")
})

const BillingSchema = Schema.Struct({
  id: Schema.String,
  versionGroupId: omittable(Schema.String, "version_group_id"),
  organizationId: omittable(Schema.String, "organization_id"),
  productId: omittable(Schema.String, "product_id"),
  isActive: omittable(Flag, "is_active"),
  name: omittable(Schema.String, "name"),
  description: omittable(Schema.String, "description"),
  type: omittable(Schema.String, "type"),
  currency: omittable(Schema.String, "currency"),
  basePrice: omittable(Amount, "base_price"),
  intervalType: omittable(Schema.String, "interval_type"),
  intervalCount: omittable(Schema.Int, "interval_count"),
  paymentType: omittable(Schema.String, "payment_type"),
  renewType: omittable(Schema.String, "renew_type"),
  billingType: omittable(Schema.String, "billing_type"),
  createdAt: omittable(Timestamp, "created_at"),
  updatedAt: nullable(Timestamp, "updated_at"),
  configurations: omittable(Schema.Array(Configuration), "configurations")
})

/** A product as the page of `product.created` has it. */
export const Product = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  organizationId: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("organization_id")),
  versionGroupId: omittable(Schema.String, "version_group_id"),
  isActive: omittable(Flag, "is_active"),
  description: omittable(Schema.String, "description"),
  imageId: omittable(Schema.String, "image_id"),
  image: omittable(JsonObject, "image"),
  metadata: omittable(JsonObject, "metadata"),
  schemas: omittable(Schema.Array(BillingSchema), "schemas"),
  createdAt: omittable(Timestamp, "created_at"),
  updatedAt: nullable(Timestamp, "updated_at")
})
