import * as Schema from "effect/Schema"
import { Amount, createdAt, OrganizationId, orNull, Time } from "./fields.js"

/**
 * A payment as the fake keeps it, with the names and forms of the wire. `status` may be any text.
 *
 * @example
 * ```ts
 * import { PaymentRecord } from "effect-bitgpt/fake"
 *
 * const failed = PaymentRecord.make({
 *   id: "payment_1",
 *   invoice_id: "invoice_1",
 *   status: "FAILED",
 *   currency: "USDC",
 *   price: "10"
 * })
 * ```
 */
export const PaymentRecord = Schema.Struct({
  id: Schema.NonEmptyString,
  idempotency_key: Schema.optional(Schema.String),
  organization_id: OrganizationId,
  provider_id: Schema.optionalWith(Schema.String, { default: () => "prov_solana_usdc" }),
  invoice_id: Schema.optional(Schema.String),
  currency: Schema.String,
  price: Amount,
  /** Default: reckoned from `price` by the fake's rates. */
  price_usd: Schema.optional(Amount),
  status: Schema.optionalWith(Schema.String, { default: () => "COMPLETED" }),
  created_at: createdAt,
  updated_at: orNull(Time),
  happened_at: orNull(Time)
})

/** A payment as the fake keeps it. */
export type PaymentRecord = typeof PaymentRecord.Type
