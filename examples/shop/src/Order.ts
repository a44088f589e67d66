import { Amount, Currency, InvoiceId } from "effect-bitgpt"
import { Schema } from "effect"
import { CatalogItem } from "./Catalog.js"

/** Chosen by the customer's browser, so that the same order sent twice is one order. */
export const OrderId = Schema.UUID.pipe(Schema.brand("OrderId"))

export type OrderId = typeof OrderId.Type

const Quantity = Schema.Int.pipe(Schema.between(1, 1000))

/** What a customer asks for. */
export const OrderRequest = Schema.Struct({
  email: Schema.String.pipe(Schema.pattern(/^[^\s@]+@[^\s@]+$/)),
  lines: Schema.NonEmptyArray(
    Schema.Struct({ productId: CatalogItem.fields.productId, quantity: Quantity })
  )
})

export type OrderRequest = typeof OrderRequest.Type

/**
 * - `OPEN`: not paid yet
 * - `PAID`: BitGPT says that the invoice is paid in full
 * - `CANCELLED`: will not be paid
 */
export const OrderStatus = Schema.Literal("OPEN", "PAID", "CANCELLED")

export type OrderStatus = typeof OrderStatus.Type

/** An order as the shop keeps it. */
export const Order = Schema.Struct({
  id: OrderId,
  email: OrderRequest.fields.email,
  /** With the prices at which the customer ordered. */
  lines: Schema.NonEmptyArray(Schema.Struct({ ...CatalogItem.fields, quantity: Quantity })),
  currency: Currency,
  total: Amount,
  status: OrderStatus,
  /** Makes BitGPT create one invoice for the order, however often it is asked to. */
  idempotencyKey: Schema.NonEmptyString,
  /** None until BitGPT has created the invoice. */
  invoiceId: Schema.Option(InvoiceId),
  placedAt: Schema.DateTimeUtc
})

export type Order = typeof Order.Type

/** Whether the order is one for this request. */
export const isFor: (order: Order, request: OrderRequest) => boolean =
  Schema.equivalence(OrderRequest)
