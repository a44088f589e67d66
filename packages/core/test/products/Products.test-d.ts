import type { BigDecimal, DateTime, Effect, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  BillingConfiguration,
  BillingSchema,
  BitGptError,
  BitGptFile,
  Currency,
  NewProduct,
  Product,
  ProductId,
  ProductInput,
  Products
} from "../../src/index.js"

declare const products: typeof Products.Service

describe("Products", () => {
  it("has plain methods", () => {
    expectTypeOf(products.create).toEqualTypeOf<
      (input: ProductInput) => Effect.Effect<NewProduct, BitGptError>
    >()
    expectTypeOf(products.list).toEqualTypeOf<
      () => Effect.Effect<ReadonlyArray<Product>, BitGptError>
    >()
    expectTypeOf(products.get).toEqualTypeOf<(id: string) => Effect.Effect<Product, BitGptError>>()
    expectTypeOf<keyof (typeof products)["withResponse"]>().toEqualTypeOf<
      "create" | "list" | "get"
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Product>().branded.toEqualTypeOf<{
      readonly id: ProductId
      readonly name: string
      readonly organizationId: string
      readonly versionGroupId: Option.Option<string>
      readonly isActive: Option.Option<boolean>
      readonly description: Option.Option<string>
      readonly imageId: Option.Option<string>
      readonly image: Option.Option<BitGptFile>
      readonly metadata: Option.Option<Readonly<Record<string, unknown>>>
      readonly schemas: Option.Option<ReadonlyArray<BillingSchema>>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
    }>()
    expectTypeOf<BillingSchema["id"]>().toEqualTypeOf<string>()
    expectTypeOf<BillingSchema["currency"]>().toEqualTypeOf<Option.Option<Currency>>()
    expectTypeOf<BillingSchema["basePrice"]>().toEqualTypeOf<Option.Option<BigDecimal.BigDecimal>>()
    expectTypeOf<BillingConfiguration["startsAt"]>().toEqualTypeOf<
      Option.Option<BigDecimal.BigDecimal>
    >()
    expectTypeOf<NewProduct>().branded.toEqualTypeOf<{ readonly id: ProductId }>()
  })

  it("takes amounts as BigDecimal or text, never as numbers", () => {
    type Schema = NonNullable<ProductInput["schemas"]>[number]

    expectTypeOf<Schema["basePrice"]>().toEqualTypeOf<string | BigDecimal.BigDecimal | undefined>()
    expectTypeOf<Record<string, never>>().toExtend<ProductInput>()
    expectTypeOf<{ name: 5 }>().not.toExtend<ProductInput>()
  })
})
