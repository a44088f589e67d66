import {
  type BitGptError,
  IdempotencyKeys,
  type InvoiceInput,
  Invoices,
  isBitGptError
} from "effect-bitgpt"
import { Array, BigDecimal, Config, Context, DateTime, Effect, Layer, Option } from "effect"
import { Catalog } from "./Catalog.js"
import { OrderConflict, OrderRefused, type PaymentsUnavailable, PriceChanged } from "./errors.js"
import { isFor, type Order, type OrderId, type OrderRequest } from "./Order.js"
import { OrderStore } from "./OrderStore.js"
import { unavailable } from "./payments.js"

/** Turns what a customer asks for into an order that can be paid. */
export class Checkout extends Context.Tag("effect-bitgpt-shop/Checkout")<
  Checkout,
  {
    /** Places an order. The same request again goes on where the one before stopped. */
    readonly place: (
      id: OrderId,
      request: OrderRequest
    ) => Effect.Effect<Order, OrderConflict | OrderRefused | PriceChanged | PaymentsUnavailable>
    /** Gives an order its invoice. */
    readonly openInvoice: (
      order: Order
    ) => Effect.Effect<Order, OrderRefused | PriceChanged | PaymentsUnavailable>
    /** Where the customer pays. None while there is no invoice. */
    readonly checkoutUrl: (order: Order) => Option.Option<string>
  }
>() {
  static readonly layer = Layer.effect(
    Checkout,
    Effect.gen(function* () {
      const catalog = yield* Catalog
      const invoices = yield* Invoices
      const makeKey = yield* IdempotencyKeys
      const orders = yield* OrderStore
      const shopUrl = yield* Config.url("SHOP_URL")
      const checkout = yield* Config.option(Config.nonEmptyString("BITGPT_CHECKOUT_URL"))

      const draft = Effect.fn("Checkout.draft")(function* (id: OrderId, request: OrderRequest) {
        const items = yield* Effect.catchAll(catalog.items, unavailable)
        const lines = yield* Effect.forEach(request.lines, ({ productId, quantity }) =>
          Array.findFirst(items, (item) => item.productId === productId).pipe(
            Effect.mapBoth({
              onFailure: () => new OrderRefused({ reason: "UnknownProduct" }),
              onSuccess: (item) => ({ ...item, quantity })
            })
          )
        )
        const [{ currency }] = lines
        if (lines.some((line) => line.currency !== currency)) {
          return yield* new OrderRefused({ reason: "SeveralCurrencies" })
        }
        const prices = lines.map(({ price, quantity }) =>
          BigDecimal.multiply(price, BigDecimal.fromBigInt(BigInt(quantity)))
        )
        const order: Order = {
          id,
          email: request.email,
          lines,
          currency,
          total: BigDecimal.sumAll(prices),
          status: "OPEN",
          idempotencyKey: makeKey(),
          invoiceId: Option.none(),
          placedAt: yield* DateTime.now
        }
        return order
      })

      const invoiceOf = (order: Order): InvoiceInput => ({
        customerEmail: order.email,
        currency: order.currency,
        items: order.lines.map(({ billingSchemaId, productId, quantity }) => ({
          type: "PRODUCT",
          productId,
          billingSchemaId,
          quantity
        })),
        metadata: { order: order.id },
        redirectUrl: new URL(`/orders/${order.id}`, shopUrl).href
      })

      const whatFailed =
        (order: Order) =>
        (error: BitGptError): Effect.Effect<never, OrderRefused | PaymentsUnavailable> =>
          error._tag === "ValidationError"
            ? // Asked again, BitGPT would refuse it again. All other failures leave the order open.
              Effect.logWarning(error.message).pipe(
                Effect.zipRight(orders.close(order.id, "CANCELLED")),
                Effect.zipRight(new OrderRefused({ reason: "NotAccepted" }))
              )
            : unavailable(error)

      const openInvoice = Effect.fn("Checkout.openInvoice")(
        function* (order: Order) {
          const { id } = yield* invoices.create(invoiceOf(order), {
            idempotencyKey: order.idempotencyKey
          })
          const { currency, price } = yield* invoices.get(id)
          // BitGPT reckons with its own prices. The customer pays what was ordered, or nothing.
          if (currency !== order.currency || !BigDecimal.equals(price, order.total)) {
            yield* orders.close(order.id, "CANCELLED")
            return yield* new PriceChanged({ id: order.id })
          }
          yield* orders.setInvoice(order.id, id)
          return { ...order, invoiceId: Option.some(id) }
        },
        (effect, order) => Effect.catchIf(effect, isBitGptError, whatFailed(order))
      )

      const place = Effect.fn("Checkout.place")(function* (id: OrderId, request: OrderRequest) {
        const order = yield* Effect.flatMap(
          orders.get(id),
          Option.match({
            // The order is kept, with its key, before BitGPT hears of it.
            onNone: () => Effect.flatMap(draft(id, request), orders.insert),
            onSome: Effect.succeed
          })
        )
        if (!isFor(order, request)) return yield* new OrderConflict({ id })
        return order.status === "OPEN" && Option.isNone(order.invoiceId)
          ? yield* openInvoice(order)
          : order
      })

      return {
        place,
        openInvoice,
        checkoutUrl: ({ invoiceId }) =>
          Option.map(invoiceId, (id) =>
            Invoices.checkoutUrl(id, { baseUrl: Option.getOrUndefined(checkout) })
          )
      }
    })
  )
}
