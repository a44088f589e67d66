/**
 * What the methods of `Invoices` take.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { required } from "../internal/codec/field.js"
import { PathSegment } from "../internal/codec/id.js"
import { JsonObjectInput } from "../internal/codec/jsonObject.js"
import { enumInput, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"
import { listOf, Text } from "../internal/codec/text.js"
import { wholeNumberFrom } from "../internal/codec/wholeNumber.js"
import { pagingFields } from "../internal/resource/pages.js"
import { AmountInput, nonNegative } from "../money/Amount.js"
import { CurrencyInput } from "../money/Currency.js"
import { rangeFields } from "../money/rangeFields.js"
import { InvoiceStatus } from "./Invoice.js"

const Email = Text.pipe(
  Schema.filter((text) => /^[^\s@]+@[^\s@]+$/.test(text) || "must be an e-mail address", {
    jsonSchema: { format: "email" },
    arbitrary: () => (fc) => fc.emailAddress()
  })
)

const ProductItem = Schema.Struct({
  type: Schema.Literal("PRODUCT"),
  /** The product's id. */
  productId: required(PathSegment, "product_id"),
  /** The id of that billing schema of the product that tells its price. */
  billingSchemaId: required(PathSegment, "billing_schema_id"),
  /** How many, at least 1. */
  quantity: wholeNumberFrom(1)
})

const PaymentIntentItem = Schema.Struct({
  type: Schema.Literal("PAYMENT_INTENT"),
  /** The currency of `price`. */
  currency: CurrencyInput,
  /** The amount: a `BigDecimal`, or decimal text such as `"12.50"`. Not negative. */
  price: nonNegative(AmountInput)
})

/**
 * An item of an invoice to create: so many of a product (`PRODUCT`), or an amount without a product
 * (`PAYMENT_INTENT`). That all fields are required is an assumption: the samples have them all.
 *
 * @example
 * ```ts
 * import type { InvoiceItemInput } from "effect-bitgpt"
 *
 * const tip: InvoiceItemInput = { type: "PAYMENT_INTENT", currency: "EUR", price: "2.50" }
 * ```
 */
export const InvoiceItemInput = Schema.Union(ProductItem, PaymentIntentItem)

/** An item of an invoice to create. */
export type InvoiceItemInput = typeof InvoiceItemInput.Type

/**
 * An invoice to create or to validate: what `create` and `validate` take, and check their input with.
 *
 * Source: BitGPT's developer reference, `POST /invoices`.
 *
 * @example
 * ```ts
 * import type { InvoiceInput } from "effect-bitgpt"
 *
 * const input: InvoiceInput = {
 *   customerEmail: "customer@example.com",
 *   items: [{ type: "PAYMENT_INTENT", currency: "GBP", price: "10" }],
 *   metadata: { orderId: "order-4711" }
 * }
 * ```
 */
export const InvoiceInput = Schema.Struct({
  /** What is to be paid: at least one item. */
  items: listOf(InvoiceItemInput).pipe(
    Schema.filter((items) => items.length > 0 || "must have at least one item")
  ),
  /** The customer's e-mail address. */
  customerEmail: required(Email, "customer_email"),
  /** The currency to reckon in. BitGPT requires one if those of the items differ. */
  currency: Schema.optional(CurrencyInput),
  /** Data of your own under keys of your own. The samples have text; other values are not documented. */
  metadata: Schema.optional(JsonObjectInput),
  /**
   * Where the customer goes after the payment. Sent untouched: it may hold placeholders, whose form is not
   * documented.
   */
  redirectUrl: Schema.optional(Text).pipe(Schema.fromKey("redirect_url"))
})

/** An invoice to create or to validate. */
export interface InvoiceInput extends Schema.Schema.Type<typeof InvoiceInput> {}

/** How an invoice is created. */
export interface InvoiceCreateOptions {
  /**
   * What tells BitGPT that two requests mean the same invoice: one key for each invoice that you intend,
   * such as a UUID kept with the order. Default: a new UUID for each call. For how long BitGPT knows a key
   * is not documented.
   */
  readonly idempotencyKey?: string | undefined
}

/**
 * Which invoices a list has. All fields are optional.
 *
 * Source: BitGPT's developer reference, `POST /invoices/list`.
 *
 * @example
 * ```ts
 * import type { InvoiceFilter } from "effect-bitgpt"
 *
 * const unpaid: InvoiceFilter = { status: ["PENDING", "PARTIALLY_PAID"], currency: ["EUR"] }
 * ```
 */
export const InvoiceFilter = Schema.Struct({
  /** Any of these statuses. */
  status: Schema.optional(listOf(enumInput(InvoiceStatus, "PENDING"))),
  /** Any of these currencies. */
  currency: Schema.optional(listOf(CurrencyInput)),
  ...rangeFields,
  /** Of this customer. */
  customerEmail: Schema.optional(Text).pipe(Schema.fromKey("customer_email")),
  /** Paid through this provider. */
  providerId: Schema.optional(Text).pipe(Schema.fromKey("provider_id")),
  ...pagingFields
})

/** Which invoices a list has. */
export interface InvoiceFilter extends Schema.Schema.Type<typeof InvoiceFilter> {}

/**
 * Every part of an invoice that BitGPT's developer reference lists as one to expand.
 *
 * @example
 * ```ts
 * import { knownInvoiceExpansions } from "effect-bitgpt"
 *
 * const ofItems = knownInvoiceExpansions.filter((part) => part.startsWith("items"))
 * ```
 */
export const knownInvoiceExpansions = [
  "payments",
  "payments.provider",
  "items",
  "items.product",
  "items.billing_schema",
  "items.payment_intent",
  "calculations",
  "organization",
  "currency"
] as const

/** A part of an invoice to expand. Editors complete the documented ones; any other string is sent too. */
export type InvoiceExpansion = OpenEnum<(typeof knownInvoiceExpansions)[number]>

const InvoiceExpansion: Schema.Schema<InvoiceExpansion, string> = openEnum(
  "InvoiceExpansion",
  knownInvoiceExpansions
)

/**
 * What to get of an invoice besides its own fields.
 *
 * Source: BitGPT's developer reference, `POST /invoices/{id}`.
 *
 * @example
 * ```ts
 * import type { InvoiceGetOptions } from "effect-bitgpt"
 *
 * const withPayments: InvoiceGetOptions = { expand: ["payments", "payments.provider"] }
 * ```
 */
export const InvoiceGetOptions = Schema.Struct({
  /** The parts to expand. The forms of expanded parts are not documented. */
  expand: Schema.optional(listOf(enumInput(InvoiceExpansion, "payments"))),
  /** The currency of the calculation summary. */
  currency: Schema.optional(CurrencyInput)
})

/** What to get of an invoice besides its own fields. */
export interface InvoiceGetOptions extends Schema.Schema.Type<typeof InvoiceGetOptions> {}
