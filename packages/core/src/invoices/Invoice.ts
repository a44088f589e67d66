/**
 * An invoice: what a customer pays.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { withRaw } from "../internal/codec/entry.js"
import { lenient, option, required } from "../internal/codec/field.js"
import { Id, IdOrNumber } from "../internal/codec/id.js"
import { asItCame, JsonObject } from "../internal/codec/jsonObject.js"
import { type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { Amount } from "../money/Amount.js"
import { Currency } from "../money/Currency.js"
import { PaymentStatus } from "../payments/PaymentStatus.js"
import { Provider } from "../payments/Provider.js"

/**
 * Id of an invoice: any string but an empty one. BitGPT prints `invoice_` and a UUIDv7.
 *
 * @example
 * ```ts
 * import { InvoiceId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(InvoiceId)("invoice_0197d634-7d8e-7615-8007-e37b992cdb30")
 * ```
 */
export const InvoiceId = Id.pipe(Schema.brand("InvoiceId", { identifier: "InvoiceId" }))

/** Id of an invoice, checked. */
export type InvoiceId = typeof InvoiceId.Type

/**
 * Every status of an invoice that BitGPT's developer reference lists. Which ones follow which, and which
 * are final, is not documented.
 *
 * @example
 * ```ts
 * import { knownInvoiceStatuses } from "effect-bitgpt"
 *
 * const open = knownInvoiceStatuses.filter((status) => status !== "COMPLETED" && status !== "VOIDED")
 * ```
 */
// prettier-ignore
export const knownInvoiceStatuses = [
  "PENDING", "PROCESSING", "WAITING_FOR_CONFIRMATIONS", "PARTIALLY_PAID", "COMPLETED", "VOIDED"
] as const

/** A status of an invoice that the documentation lists. */
export type KnownInvoiceStatus = (typeof knownInvoiceStatuses)[number]

/** Status of an invoice. Editors complete the documented ones; any other string is one too. */
export type InvoiceStatus = OpenEnum<KnownInvoiceStatus>

/**
 * Schema of an {@link InvoiceStatus}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { InvoiceStatus } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const status = Schema.decodeSync(InvoiceStatus)("PARTIALLY_PAID")
 *
 * InvoiceStatus.isKnown("COMPLETED") // true
 * InvoiceStatus.isKnown("REFUNDED") // false
 * ```
 */
export const InvoiceStatus: EnumSchema<InvoiceStatus> = openEnum(
  "InvoiceStatus",
  knownInvoiceStatuses
)

/**
 * Every substatus of an invoice that BitGPT's developer reference lists.
 *
 * @example
 * ```ts
 * import { type Invoice, knownInvoiceSubstatuses } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const isOverpaid = (invoice: Invoice) =>
 *   Option.contains(invoice.substatus, knownInvoiceSubstatuses[0])
 * ```
 */
export const knownInvoiceSubstatuses = ["OVERPAID"] as const

/** A substatus of an invoice that the documentation lists. */
export type KnownInvoiceSubstatus = (typeof knownInvoiceSubstatuses)[number]

/** What else there is to say of a status. Any other string than the documented one is one too. */
export type InvoiceSubstatus = OpenEnum<KnownInvoiceSubstatus>

/**
 * Schema of an {@link InvoiceSubstatus}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { InvoiceSubstatus } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const substatus = Schema.decodeSync(InvoiceSubstatus)("OVERPAID")
 *
 * InvoiceSubstatus.isKnown("OVERPAID") // true
 * InvoiceSubstatus.isKnown("UNDERPAID") // false
 * ```
 */
export const InvoiceSubstatus: EnumSchema<InvoiceSubstatus> = openEnum(
  "InvoiceSubstatus",
  knownInvoiceSubstatuses
)

/**
 * A payment of an expanded invoice. Its form is not documented: these are the fields of a payment, each of
 * which is none where it is missing or of another form, and `raw` is all that came. `Payments.get` gives a
 * payment of the documented form.
 *
 * @example
 * ```ts
 * import type { InvoicePayment } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const isDone = (payment: InvoicePayment) => Option.contains(payment.status, "COMPLETED")
 * ```
 */
export const InvoicePayment = withRaw(
  Schema.Struct({
    /** The payment's id. */
    id: lenient(IdOrNumber, "id"),
    /** The provider that it was paid through. */
    providerId: lenient(IdOrNumber, "provider_id"),
    /** How far the payment is, such as `COMPLETED`. */
    status: lenient(PaymentStatus, "status"),
    /** The currency of `price`. */
    currency: lenient(Currency, "currency"),
    /** How much was paid. */
    price: lenient(Amount, "price"),
    /** The same in US dollars. */
    priceUsd: lenient(Amount, "price_usd"),
    /** When the payment was created. */
    createdAt: lenient(Timestamp, "created_at"),
    /** When it took place. */
    happenedAt: lenient(Timestamp, "happened_at"),
    /** The provider, where `payments.provider` is expanded. */
    provider: lenient(Provider, "provider")
  })
)

/** A payment of an expanded invoice. */
export interface InvoicePayment extends Schema.Schema.Type<typeof InvoicePayment> {}

/**
 * An item of an expanded invoice. Its form is not documented: these are the fields of the items that an
 * invoice is created with, each of which is none where it is missing or of another form, and `raw` is all
 * that came.
 *
 * @example
 * ```ts
 * import type { InvoiceItem } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const isOfProduct = (item: InvoiceItem, id: string) => Option.contains(item.productId, id)
 * ```
 */
export const InvoiceItem = withRaw(
  Schema.Struct({
    /** `PRODUCT` or `PAYMENT_INTENT`. */
    type: lenient(Schema.String, "type"),
    /** The product, of a `PRODUCT`. */
    productId: lenient(IdOrNumber, "product_id"),
    /** The product's billing schema, of a `PRODUCT`. */
    billingSchemaId: lenient(IdOrNumber, "billing_schema_id"),
    /** How many of the product. */
    quantity: lenient(Schema.Int, "quantity"),
    /** The currency of `price`. */
    currency: lenient(Currency, "currency"),
    /** The price. */
    price: lenient(Amount, "price"),
    /** The product, where `items.product` is expanded, as it came. */
    product: asItCame("product"),
    /** The billing schema, where `items.billing_schema` is expanded, as it came. */
    billingSchema: asItCame("billing_schema"),
    /** The payment intent, where `items.payment_intent` is expanded, as it came. */
    paymentIntent: asItCame("payment_intent")
  })
)

/** An item of an expanded invoice. */
export interface InvoiceItem extends Schema.Schema.Type<typeof InvoiceItem> {}

/**
 * An invoice: what a customer pays.
 *
 * An order is paid only when `status` is `COMPLETED`: payments may be partial. Fields that this version
 * doesn't know are passed over. Times are UTC (assumed: the wire names no zone).
 *
 * Source: BitGPT's developer reference, page of `POST /invoices/{id}`.
 *
 * @example
 * ```ts
 * import { formatAmount, type Invoice } from "effect-bitgpt"
 *
 * const describe = ({ id, price, status }: Invoice) => `${id}: ${formatAmount(price)}, ${status}`
 * ```
 */
export const Invoice = Schema.Struct({
  /** The invoice's id. */
  id: InvoiceId,
  /** The organization that the invoice belongs to. */
  organizationId: required(Schema.String, "organization_id"),
  /** How far its payment is. */
  status: InvoiceStatus,
  /** What else there is to say of the status. */
  substatus: option(InvoiceSubstatus, "substatus"),
  /**
   * The currency of `price`. Expanded, it may come as an object, whose form is not documented and which is
   * handed out as it came.
   */
  currency: Schema.Union(Currency, JsonObject),
  /** The total. */
  price: Amount,
  /** The total in US dollars. */
  priceUsd: option(Amount, "price_usd"),
  /** When the invoice was created. */
  createdAt: required(Timestamp, "created_at"),
  /** When the invoice was last updated. */
  updatedAt: lenient(Timestamp, "updated_at"),
  /** The customer's e-mail address. */
  customerEmail: lenient(Schema.String, "customer_email"),
  /** What the invoice was created with. */
  metadata: asItCame("metadata"),
  /** Where the customer goes after the payment. */
  redirectUrl: lenient(Schema.String, "redirect_url"),
  /** The items, where they are expanded. */
  items: lenient(Schema.Array(InvoiceItem), "items"),
  /** The payments, where they are expanded. */
  payments: lenient(Schema.Array(InvoicePayment), "payments"),
  /** How the price came about, where it is expanded: of a form that is not documented, as it came. */
  calculations: lenient(Schema.Unknown, "calculations"),
  /** The organization, where it is expanded: of a form that is not documented, as it came. */
  organization: asItCame("organization")
})

/** An invoice: what a customer pays. */
export interface Invoice extends Schema.Schema.Type<typeof Invoice> {}

/**
 * An invoice just created. Only its `id` is documented; `raw` is all that came. `Invoices.get` has the rest.
 *
 * Source: BitGPT's developer documentation, the recipe for payments.
 *
 * @example
 * ```ts
 * import { Invoices, type NewInvoice } from "effect-bitgpt"
 *
 * const addressOf = (invoice: NewInvoice) => Invoices.checkoutUrl(invoice.id)
 * ```
 */
export const NewInvoice = withRaw(
  Schema.Struct({
    /** The invoice's id. */
    id: InvoiceId
  })
)

/** An invoice just created. */
export interface NewInvoice extends Schema.Schema.Type<typeof NewInvoice> {}
