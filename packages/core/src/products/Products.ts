/**
 * The products of a BitGPT organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { PathSegment } from "../internal/codec/id.js"
import { call } from "../internal/resource/describe.js"
import * as Resource from "../internal/resource/resource.js"
import { Product } from "./Product.js"
import { NewProduct, ProductInput } from "./ProductInput.js"

/**
 * Service for the products of an organization: what it sells, and how that is charged.
 * `BitGpt.layer` and its siblings provide it; in tests, `BitGptTest` of `effect-bitgpt/testing` takes its
 * place.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent.
 *
 * @example
 * ```ts
 * import { BitGpt, Products } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const products = yield* Products
 *   const { id } = yield* products.create({
 *     name: "Coffee",
 *     schemas: [{ type: "ONE_TIME", currency: "EUR", basePrice: "3.20" }]
 *   })
 *   return yield* products.get(id)
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Products extends Resource.Tag("Products")<Products>()({
  /**
   * Creates a product with its billing schemas, and returns its id.
   *
   * BitGPT documents no idempotency key for this call. So it is never sent again once the request may
   * have arrived, whatever the retry policy: an error whose `mayHaveTakenEffect` is true leaves it
   * open whether there is a new product.
   *
   * Source: BitGPT's developer reference, `POST /products`.
   */
  create: call({
    method: "POST",
    path: "/products",
    arguments: (input: ProductInput) => input,
    input: ProductInput,
    output: named<NewProduct>()(NewProduct)
  }),

  /**
   * Lists the products of the organization. BitGPT documents neither paging nor filters: all of them come
   * at once.
   *
   * A product that is not as documented makes the list a `DecodeError`, whose `path` says which: prices are
   * not guessed. So it is in all lists with prices; in the others, only the `id` of an entry is required.
   *
   * Source: BitGPT's developer reference, `GET /products`.
   */
  list: call({
    method: "GET",
    path: "/products",
    output: Schema.Array(named<Product>()(Product))
  }),

  /**
   * Gets one product.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent.
   *
   * Source: BitGPT's developer reference, `GET /products/{id}`.
   */
  get: call({
    method: "GET",
    path: "/products/{id}",
    arguments: (id: string) => ({ id }),
    input: Schema.Struct({ id: PathSegment }),
    output: named<Product>()(Product)
  })
}) {}
