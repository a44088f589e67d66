import type { BigDecimal, DateTime, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

describe("Products", () => {
  it("gives plain objects", () => {
    expectTypeOf<Api.Product>().branded.toEqualTypeOf<{
      readonly id: Api.ProductId
      readonly name: string
      readonly organizationId: string
      readonly versionGroupId: Option.Option<string>
      readonly isActive: Option.Option<boolean>
      readonly description: Option.Option<string>
      readonly imageId: Option.Option<string>
      readonly image: Option.Option<Api.BitGptFile>
      readonly metadata: Option.Option<Readonly<Record<string, unknown>>>
      readonly schemas: Option.Option<ReadonlyArray<Api.BillingSchema>>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
    }>()
    expectTypeOf<Api.BillingSchema["id"]>().toEqualTypeOf<string>()
    expectTypeOf<Api.BillingSchema["currency"]>().toEqualTypeOf<Option.Option<Api.Currency>>()
    expectTypeOf<Api.BillingSchema["basePrice"]>().toEqualTypeOf<
      Option.Option<BigDecimal.BigDecimal>
    >()
    expectTypeOf<Api.BillingConfiguration["startsAt"]>().toEqualTypeOf<
      Option.Option<BigDecimal.BigDecimal>
    >()
    expectTypeOf<Api.NewProduct>().branded.toEqualTypeOf<{ readonly id: Api.ProductId }>()
  })

  it("takes amounts as BigDecimal or text, never as numbers", () => {
    type Schema = NonNullable<Api.ProductInput["schemas"]>[number]

    expectTypeOf<Schema["basePrice"]>().toEqualTypeOf<string | BigDecimal.BigDecimal | undefined>()
    expectTypeOf<Record<string, never>>().toExtend<Api.ProductInput>()
    expectTypeOf<{ name: 5 }>().not.toExtend<Api.ProductInput>()
  })
})
