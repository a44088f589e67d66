import { type BitGptError, Invoices } from "effect-bitgpt"
import { Config, Context, DateTime, Duration, Effect, Layer, Option } from "effect"
import { Checkout } from "./Checkout.js"
import { type Order } from "./Order.js"
import { OrderStore } from "./OrderStore.js"
import { inBackground } from "./payments.js"

/** Finds out which orders are paid. */
export class Settlement extends Context.Tag("effect-bitgpt-shop/Settlement")<
  Settlement,
  {
    /** Looks at one invoice. May run more than once for it, and at the same time. */
    readonly settle: (invoiceId: string) => Effect.Effect<void, BitGptError>
    /** Goes on with every order that is open: what was missed or broken off is made up for. */
    readonly sweep: Effect.Effect<void>
  }
>() {
  static readonly layer = Layer.effect(
    Settlement,
    Effect.gen(function* () {
      const checkout = yield* Checkout
      const invoices = yield* Invoices
      const orders = yield* OrderStore
      const openFor = yield* Config.duration("SHOP_ORDER_OPEN_FOR").pipe(
        Config.withDefault(Duration.days(1))
      )

      const settle = Effect.fn("Settlement.settle")(function* (invoiceId: string) {
        const order = yield* orders.getByInvoice(invoiceId)
        // An organization may have invoices that are not the shop's.
        if (Option.isNone(order)) return
        // Only the invoice says that an order is paid. A webhook doesn't: a payment may be a part of the
        // price, and deliveries come late, twice and out of order.
        const { status } = yield* invoices.get(invoiceId)
        const { id } = order.value
        if (status === "COMPLETED") {
          if (yield* orders.close(id, "PAID")) {
            // Once for each order: here the goods are sent.
            yield* Effect.logInfo(`Order ${id} is paid`)
          } else if (order.value.status === "CANCELLED") {
            yield* Effect.logError(`Order ${id} is paid although it was cancelled`)
          }
        }
        if (status === "VOIDED") yield* orders.close(id, "CANCELLED")
      }, Effect.provide(inBackground))

      const goOnWith = (order: Order) =>
        Effect.gen(function* () {
          if (Option.isSome(order.invoiceId)) yield* settle(order.invoiceId.value)
          else yield* Effect.provide(checkout.openInvoice(order), inBackground)
        }).pipe(
          Effect.catchAllCause((cause) => Effect.logWarning(`Order ${order.id} stays open`, cause))
        )

      const sweep = Effect.gen(function* () {
        const since = DateTime.subtractDuration(yield* DateTime.now, openFor)
        const open = yield* orders.openSince(since)
        yield* Effect.forEach(open, goOnWith, { concurrency: 4, discard: true })
      }).pipe(Effect.withSpan("Settlement.sweep"))

      return { settle, sweep }
    })
  )
}
