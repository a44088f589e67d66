import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "@effect/platform"
import { Schema } from "effect"
import { CatalogItem } from "../Catalog.js"
import {
  OrderConflict,
  OrderNotFound,
  OrderRefused,
  PaymentsUnavailable,
  PriceChanged
} from "../errors.js"
import { Order, OrderId, OrderRequest } from "../Order.js"

/** What a customer sees of an order. */
const OrderView = Schema.Struct({
  ...Order.pick("id", "status", "currency", "total").fields,
  /** Where to pay. It is missing while there is no invoice. */
  checkoutUrl: Schema.optionalWith(Schema.String, { as: "Option", exact: true })
})

const path = Schema.Struct({ id: OrderId })

/**
 * The shop as its customers' browsers see it. Server, client and OpenAPI document are made of this.
 * Everyone who knows the id of an order can see it: a shop with accounts adds an `HttpApiMiddleware`.
 */
export class Api extends HttpApi.make("shop")
  .add(
    HttpApiGroup.make("catalog", { topLevel: true }).add(
      HttpApiEndpoint.get("products", "/products")
        .addSuccess(Schema.Array(CatalogItem.pick("productId", "name", "price", "currency")))
        .addError(PaymentsUnavailable)
    )
  )
  .add(
    HttpApiGroup.make("orders", { topLevel: true })
      .add(
        HttpApiEndpoint.put("placeOrder", "/orders/:id")
          .setPath(path)
          .setPayload(OrderRequest)
          .addSuccess(OrderView)
          .addError(OrderConflict)
          .addError(OrderRefused)
          .addError(PriceChanged)
          .addError(PaymentsUnavailable)
      )
      .add(
        HttpApiEndpoint.get("getOrder", "/orders/:id")
          .setPath(path)
          .addSuccess(OrderView)
          .addError(OrderNotFound)
      )
  )
  .add(
    HttpApiGroup.make("operations", { topLevel: true }).add(
      HttpApiEndpoint.get("health", "/health").addSuccess(HttpApiSchema.NoContent)
    )
  ) {}
