import { type InvoiceId } from "effect-bitgpt"
import { Context, DateTime, Effect, HashMap, Layer, Option, Ref } from "effect"
import { type Order, type OrderId, type OrderStatus } from "./Order.js"

/**
 * Where orders are kept. `layerMemory` forgets them with its process: put a database in its place, with
 *
 * - `id` as the primary key, `invoice_id` with a unique index, and each call as one transaction that is
 *   committed when the effect ends
 * - `idempotency_key` in the same row, written by `insert` and never changed. It is committed before BitGPT
 *   is asked for an invoice, so that after a crash the shop asks again with the same key
 */
export class OrderStore extends Context.Tag("effect-bitgpt-shop/OrderStore")<
  OrderStore,
  {
    /** Keeps an order, or gives the one that has its id: `INSERT … ON CONFLICT (id) DO NOTHING`. */
    readonly insert: (order: Order) => Effect.Effect<Order>
    readonly get: (id: OrderId) => Effect.Effect<Option.Option<Order>>
    readonly getByInvoice: (invoiceId: string) => Effect.Effect<Option.Option<Order>>
    /** Orders with the status `OPEN` that were placed since this time. */
    readonly openSince: (time: DateTime.Utc) => Effect.Effect<ReadonlyArray<Order>>
    readonly setInvoice: (id: OrderId, invoiceId: InvoiceId) => Effect.Effect<void>
    /**
     * Sets the status of an order that is open, and tells whether this call did it:
     * `UPDATE … WHERE id = $1 AND status = 'OPEN'`. Of several calls at once, one gets true.
     */
    readonly close: (id: OrderId, status: Exclude<OrderStatus, "OPEN">) => Effect.Effect<boolean>
  }
>() {
  static readonly layerMemory = Layer.effect(
    OrderStore,
    Effect.gen(function* () {
      const orders = yield* Ref.make(HashMap.empty<OrderId, Order>())
      const find = (isWanted: (order: Order) => boolean) =>
        Effect.map(Ref.get(orders), (all) => Array.from(HashMap.values(all)).filter(isWanted))

      return {
        insert: (order) =>
          Ref.modify(orders, (all) => {
            const kept = Option.getOrElse(HashMap.get(all, order.id), () => order)
            return [kept, HashMap.set(all, order.id, kept)]
          }),
        get: (id) => Effect.map(Ref.get(orders), HashMap.get(id)),
        getByInvoice: (invoiceId) =>
          Effect.map(
            find((order) => Option.contains(order.invoiceId, invoiceId)),
            ([order]) => Option.fromNullable(order)
          ),
        openSince: (time) =>
          find(
            ({ placedAt, status }) =>
              status === "OPEN" && DateTime.greaterThanOrEqualTo(placedAt, time)
          ),
        setInvoice: (id, invoiceId) =>
          Ref.update(
            orders,
            HashMap.modify(id, (order) => ({ ...order, invoiceId: Option.some(invoiceId) }))
          ),
        close: (id, status) =>
          Ref.modify(orders, (all) => {
            const isOpen = Option.exists(HashMap.get(all, id), (order) => order.status === "OPEN")
            return [
              isOpen,
              isOpen ? HashMap.modify(all, id, (order) => ({ ...order, status })) : all
            ]
          })
      }
    })
  )
}
