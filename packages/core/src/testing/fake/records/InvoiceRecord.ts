import * as Schema from "effect/Schema"
import { Amount, createdAt, Metadata, orEmpty, OrganizationId, orNull, Time } from "./fields.js"

/** What an invoice is for, with the names and forms of the wire. `price` is that of the whole item. */
const InvoiceItem = Schema.Union(
  Schema.Struct({
    type: Schema.Literal("PRODUCT"),
    product_id: Schema.String,
    billing_schema_id: Schema.String,
    quantity: Schema.Int,
    currency: Schema.String,
    price: Amount
  }),
  Schema.Struct({
    type: Schema.Literal("PAYMENT_INTENT"),
    currency: Schema.String,
    price: Amount
  })
)

export type InvoiceItem = typeof InvoiceItem.Type

/**
 * An invoice as the fake keeps it, with the names and forms of the wire. `status` may be any text.
 *
 * @example
 * ```ts
 * import { InvoiceRecord } from "effect-bitgpt/fake"
 *
 * const voided = InvoiceRecord.make({
 *   id: "invoice_1",
 *   status: "VOIDED",
 *   currency: "EUR",
 *   price: "10"
 * })
 * ```
 */
export const InvoiceRecord = Schema.Struct({
  id: Schema.NonEmptyString,
  organization_id: OrganizationId,
  status: Schema.optionalWith(Schema.String, { default: () => "PENDING" }),
  substatus: orNull(Schema.String),
  currency: Schema.String,
  price: Amount,
  /** Default: reckoned from `price` by the fake's rates. */
  price_usd: Schema.optional(Amount),
  customer_email: orNull(Schema.String),
  metadata: Metadata,
  redirect_url: orNull(Schema.String),
  items: orEmpty(InvoiceItem),
  created_at: createdAt,
  updated_at: orNull(Time)
})

/** An invoice as the fake keeps it. */
export type InvoiceRecord = typeof InvoiceRecord.Type
