import * as Schema from "effect/Schema"
import { Amount, OrganizationId, orNull, Time, textOr, times } from "./fields.js"

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
  /** The payment's id: `payment_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** BitGPT's own key. Default: answers have no such field. */
  idempotency_key: Schema.optional(Schema.String),
  /** The organization that is paid. Default: the fake's own. */
  organization_id: OrganizationId,
  /** The way it is paid. Default: `prov_solana_usdc`. */
  provider_id: textOr("prov_solana_usdc"),
  /** The invoice that is paid. Default: answers have no such field. */
  invoice_id: Schema.optional(Schema.String),
  /** What is paid with. */
  currency: Schema.String,
  /** How much is paid in `currency`, a decimal text. */
  price: Amount,
  /** The same in US dollars. Default: reckoned from `price` by the fake's rates. */
  price_usd: Schema.optional(Amount),
  /** How far the payment is. Default: `COMPLETED`. */
  status: textOr("COMPLETED"),
  ...times,
  /** When the payment took place. Default: null. */
  happened_at: orNull(Time)
})

/** A payment as the fake keeps it. */
export type PaymentRecord = typeof PaymentRecord.Type
