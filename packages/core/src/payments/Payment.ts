/**
 * Payments of invoices.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient, option, required } from "../internal/codec/field.js"
import { Id, IdOrNumber } from "../internal/codec/id.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { Amount } from "../money/Amount.js"
import { Currency } from "../money/Currency.js"
import { PaymentStatus } from "./PaymentStatus.js"
import { Provider } from "./Provider.js"

/**
 * Id of a payment. BitGPT prints `payment_` and a UUIDv7; any string but an empty one is read.
 *
 * @example
 * ```ts
 * import { PaymentId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(PaymentId)("payment_01979449-dc2f-71e4-b565-42d78c0d83aa")
 * ```
 */
export const PaymentId = Id.pipe(Schema.brand("PaymentId", { identifier: "PaymentId" }))

/** Id of a payment. */
export type PaymentId = typeof PaymentId.Type

/**
 * A payment of an invoice.
 *
 * A payment doesn't make an invoice paid: there may be several, and each may be a part. An invoice is paid
 * when its own status is `COMPLETED`.
 *
 * What is not as documented makes the answer a `DecodeError`, so that no sum of payments misses one; only
 * `provider` never costs the payment. Fields that this version doesn't know are passed over. Times are UTC
 * (the wire names no zone).
 *
 * Source: BitGPT's developer reference, `POST /payments/{id}` and the event `payment.updated`. Which fields
 * are always there is inferred from that event's sample.
 *
 * @example
 * ```ts
 * import { formatAmount, type Payment } from "effect-bitgpt"
 *
 * const describe = ({ currency, price, status }: Payment) =>
 *   `${formatAmount(price)} ${currency}: ${status}`
 * ```
 */
export const Payment = Schema.Struct({
  /** The payment's id. */
  id: PaymentId,
  /** The organization that is paid. */
  organizationId: required(Id, "organization_id"),
  /** The way it is paid. BitGPT may print a number, which is text here. */
  providerId: required(IdOrNumber, "provider_id"),
  /** The invoice that is paid. */
  invoiceId: option(Id, "invoice_id"),
  /** BitGPT's own key, which no request has to send. */
  idempotencyKey: option(Schema.String, "idempotency_key"),
  /** What is paid with. */
  currency: Currency,
  /** How much is paid, in `currency`. */
  price: Amount,
  /** The same in US dollars. */
  priceUsd: option(Amount, "price_usd"),
  /** How far the payment is. */
  status: PaymentStatus,
  /** When the payment was created. */
  createdAt: required(Timestamp, "created_at"),
  /** When the payment was last updated. None presumably until the first update. */
  updatedAt: option(Timestamp, "updated_at"),
  /** When the payment took place. None presumably until it has. */
  happenedAt: option(Timestamp, "happened_at"),
  /** The way it is paid, if `expand` asked for it. Presumably of the form of `Payments.providers`. */
  provider: lenient(Provider, "provider")
})

/** A payment of an invoice. */
export interface Payment extends Schema.Schema.Type<typeof Payment> {}
