import { BillingSchemaRecord, BitGptTest, ProductRecord } from "effect-bitgpt/testing"
import { Array, ConfigProvider, Layer, Schema } from "effect"
import { Catalog } from "../src/Catalog.js"
import { Checkout } from "../src/Checkout.js"
import { OrderId, OrderRequest } from "../src/Order.js"
import { OrderStore } from "../src/OrderStore.js"
import { Settlement } from "../src/Settlement.js"

export const product = (id: string, currency: string, basePrice: string) =>
  ProductRecord.make({
    id,
    name: id,
    schemas: [BillingSchemaRecord.make({ id: `${id}_once`, currency, base_price: basePrice })]
  })

/** What the shop does, over a BitGPT in memory: no server, no background. */
export const layer = Settlement.layer.pipe(
  Layer.provideMerge(Checkout.layer),
  Layer.provideMerge(Catalog.layer),
  Layer.provideMerge(
    Layer.merge(
      BitGptTest.layer({
        products: [
          product("coffee", "EUR", "0.1"),
          product("cake", "EUR", "0.2"),
          product("tea", "GBP", "3")
        ]
      }),
      OrderStore.layerMemory
    )
  ),
  Layer.provide(
    Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["SHOP_URL", "https://shop.example"]])))
  )
)

export const id = OrderId.make("0197c0ec-a197-719f-84a9-99270a79b42a")

/** A request for so many of each product. */
export const requestOf = (...lines: Array.NonEmptyArray<readonly [string, number]>) =>
  Schema.decodeSync(OrderRequest)({
    email: "ada@example.com",
    lines: Array.map(lines, ([productId, quantity]) => ({ productId, quantity }))
  })
