import {
  Amount,
  type BitGptError,
  Currency,
  type Product,
  ProductId,
  Products
} from "effect-bitgpt"
import { Array, Cache, Context, Effect, Exit, Layer, Option, Schema } from "effect"

/** Something to buy, at one price. */
export const CatalogItem = Schema.Struct({
  productId: ProductId,
  name: Schema.String,
  price: Amount,
  currency: Currency,
  billingSchemaId: Schema.String
})

export type CatalogItem = typeof CatalogItem.Type

/** The products of BitGPT that this shop can sell: those with a price that is paid once. */
const itemOf = ({ id, isActive, name, schemas }: Product) =>
  Option.gen(function* () {
    const schema = yield* Array.findFirst(yield* schemas, ({ type }) =>
      Option.contains(type, "ONE_TIME")
    )
    return yield* Option.liftPredicate(
      {
        productId: id,
        name,
        price: yield* schema.basePrice,
        currency: yield* schema.currency,
        billingSchemaId: schema.id
      },
      () => !Option.contains(isActive, false)
    )
  })

/** What the shop sells. */
export class Catalog extends Context.Tag("effect-bitgpt-shop/Catalog")<
  Catalog,
  { readonly items: Effect.Effect<ReadonlyArray<CatalogItem>, BitGptError> }
>() {
  /** Asks BitGPT once a minute at most, however many customers there are. Failures are not kept. */
  static readonly layer = Layer.effect(
    Catalog,
    Effect.gen(function* () {
      const products = yield* Products
      const cache = yield* Cache.makeWith({
        capacity: 1,
        lookup: () => Effect.map(products.list(), Array.filterMap(itemOf)),
        timeToLive: (exit) => (Exit.isSuccess(exit) ? "1 minute" : 0)
      })
      return { items: cache.get(undefined) }
    })
  )
}
