import * as Schema from "effect/Schema"
import { Timestamp } from "../codec/timestamp.js"
import { option as nullable, option as omittable } from "../codec/field.js"
import { Amount } from "./amount.js"

const required = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.propertySignature(schema).pipe(Schema.fromKey(key))

/** A payment as the page of `payment.updated` has it. */
export const Payment = Schema.Struct({
  id: Schema.String,
  organizationId: required(Schema.String, "organization_id"),
  // The filter of the payments' list takes numbers for it.
  providerId: required(
    Schema.transform(Schema.Union(Schema.String, Schema.Number), Schema.String, {
      strict: true,
      decode: String,
      encode: (id) => id
    }),
    "provider_id"
  ),
  invoiceId: omittable(Schema.String, "invoice_id"),
  idempotencyKey: omittable(Schema.String, "idempotency_key"),
  currency: Schema.String,
  price: Amount,
  priceUsd: omittable(Amount, "price_usd"),
  status: Schema.String,
  createdAt: required(Timestamp, "created_at"),
  updatedAt: nullable(Timestamp, "updated_at"),
  // Marked as required, but a pending payment has presumably none.
  happenedAt: nullable(Timestamp, "happened_at")
})
