import { HttpApiSchema } from "@effect/platform"
import { Schema } from "effect"
import { OrderId } from "./Order.js"

// Everything that can go wrong for a customer, each with its HTTP status. What BitGPT's errors become is
// decided in `payments.ts`.

export class OrderNotFound extends Schema.TaggedError<OrderNotFound>()(
  "OrderNotFound",
  { id: OrderId },
  HttpApiSchema.annotations({ status: 404 })
) {}

/** The id belongs to another order. */
export class OrderConflict extends Schema.TaggedError<OrderConflict>()(
  "OrderConflict",
  { id: OrderId },
  HttpApiSchema.annotations({ status: 409 })
) {}

/** A price has changed since the customer saw it. Nothing is charged: the customer orders again. */
export class PriceChanged extends Schema.TaggedError<PriceChanged>()(
  "PriceChanged",
  { id: OrderId },
  HttpApiSchema.annotations({ status: 409 })
) {}

/** The order can't be accepted as it is. */
export class OrderRefused extends Schema.TaggedError<OrderRefused>()(
  "OrderRefused",
  { reason: Schema.Literal("UnknownProduct", "SeveralCurrencies", "NotAccepted") },
  HttpApiSchema.annotations({ status: 422 })
) {}

/** BitGPT can't be used at the moment. An order stays as it is, and the same request goes on with it. */
export class PaymentsUnavailable extends Schema.TaggedError<PaymentsUnavailable>()(
  "PaymentsUnavailable",
  {},
  HttpApiSchema.annotations({ status: 503 })
) {}
