import * as Schema from "effect/Schema"
import { Amount, Metadata, orEmpty, OrganizationId, orNull, textOr, times } from "./fields.js"

/** What an invoice is for, with the names and forms of the wire. `price` is that of the whole item. */
const InvoiceItem = Schema.Union(
  Schema.Struct({
    /** So many of a product. */
    type: Schema.Literal("PRODUCT"),
    /** The product. */
    product_id: Schema.String,
    /** The billing schema of the product that tells its price. */
    billing_schema_id: Schema.String,
    /** How many of the product. */
    quantity: Schema.Int,
    /** The currency of `price`. */
    currency: Schema.String,
    /** The price of all of them, a decimal text. */
    price: Amount
  }),
  Schema.Struct({
    /** An amount without a product. */
    type: Schema.Literal("PAYMENT_INTENT"),
    /** The currency of `price`. */
    currency: Schema.String,
    /** The amount, a decimal text. */
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
  /** The invoice's id: `invoice_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** The organization that is paid. Default: the fake's own. */
  organization_id: OrganizationId,
  /** How far the payment is, such as `PENDING`, the default. */
  status: textOr("PENDING"),
  /** `OVERPAID`, or null, the default. */
  substatus: orNull(Schema.String),
  /** The currency of `price`. */
  currency: Schema.String,
  /** The total, a decimal text. */
  price: Amount,
  /** The total in US dollars. Default: reckoned from `price` by the fake's rates. */
  price_usd: Schema.optional(Amount),
  /** The customer's e-mail address. Default: null. */
  customer_email: orNull(Schema.String),
  /** The application's own data. Default: empty. */
  metadata: Metadata,
  /** Where the customer goes after the payment. Default: null. */
  redirect_url: orNull(Schema.String),
  /** What the invoice is for. Default: empty. */
  items: orEmpty(InvoiceItem),
  ...times
})

/** An invoice as the fake keeps it. */
export type InvoiceRecord = typeof InvoiceRecord.Type
