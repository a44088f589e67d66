import { HttpApiBuilder } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { Catalog } from "../Catalog.js"
import { Checkout } from "../Checkout.js"
import { OrderNotFound } from "../errors.js"
import { type Order } from "../Order.js"
import { OrderStore } from "../OrderStore.js"
import { unavailable } from "../payments.js"
import { Api } from "./Api.js"

const CatalogHandlers = HttpApiBuilder.group(Api, "catalog", (handlers) =>
  Effect.map(Catalog, ({ items }) =>
    handlers.handle("products", () => Effect.catchAll(items, unavailable))
  )
)

const OrderHandlers = HttpApiBuilder.group(Api, "orders", (handlers) =>
  Effect.gen(function* () {
    const { checkoutUrl, place } = yield* Checkout
    const orders = yield* OrderStore
    const view = (order: Order) => ({ ...order, checkoutUrl: checkoutUrl(order) })

    return handlers
      .handle("placeOrder", ({ path: { id }, payload }) => Effect.map(place(id, payload), view))
      .handle("getOrder", ({ path: { id } }) =>
        Effect.flatMap(
          orders.get(id),
          Option.match({
            onNone: () => new OrderNotFound({ id }),
            onSome: (order) => Effect.succeed(view(order))
          })
        )
      )
  })
)

const OperationHandlers = HttpApiBuilder.group(Api, "operations", (handlers) =>
  handlers.handle("health", () => Effect.void)
)

export const layer = HttpApiBuilder.api(Api).pipe(
  Layer.provide([CatalogHandlers, OrderHandlers, OperationHandlers])
)
