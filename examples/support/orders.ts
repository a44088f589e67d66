import { Invoices } from "effect-bitgpt"
import { Context, Effect, HashSet, Layer, Ref } from "effect"

/** Where your application keeps its orders, by the invoice that each is paid with. */
export class Orders extends Context.Tag("Orders")<
  Orders,
  {
    /** May run more than once for an order. */
    readonly markPaid: (invoiceId: string) => Effect.Effect<void>
    readonly isPaid: (invoiceId: string) => Effect.Effect<boolean>
  }
>() {
  static readonly layerMemory = Layer.effect(
    Orders,
    Effect.map(Ref.make(HashSet.empty<string>()), (paid) => ({
      markPaid: (invoiceId) => Ref.update(paid, HashSet.add(invoiceId)),
      isPaid: (invoiceId) => Effect.map(Ref.get(paid), HashSet.has(invoiceId))
    }))
  )
}

/**
 * Marks an order as paid if its invoice is. Only the invoice says so: a payment may be a part of the
 * price, and deliveries come twice and out of order.
 */
export const settle = Effect.fn("settle")(function* (invoiceId: string) {
  const invoices = yield* Invoices
  const orders = yield* Orders
  const { status } = yield* invoices.get(invoiceId)
  if (status === "COMPLETED") yield* orders.markPaid(invoiceId)
  return status
})
