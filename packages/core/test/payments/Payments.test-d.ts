import type { BigDecimal, DateTime, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

describe("Payments", () => {
  it("gives plain objects", () => {
    type Times = "updatedAt" | "happenedAt"
    expectTypeOf<Pick<Api.Payment, Times>>().toEqualTypeOf<
      Readonly<Record<Times, Option.Option<DateTime.Utc>>>
    >()
    expectTypeOf<Omit<Api.Payment, Times>>().branded.toEqualTypeOf<{
      readonly id: Api.PaymentId
      readonly organizationId: string
      readonly providerId: string
      readonly invoiceId: Option.Option<string>
      readonly idempotencyKey: Option.Option<string>
      readonly currency: Api.Currency
      readonly price: BigDecimal.BigDecimal
      readonly priceUsd: Option.Option<BigDecimal.BigDecimal>
      readonly status: Api.PaymentStatus
      readonly createdAt: DateTime.Utc
      readonly provider: Option.Option<Api.Provider>
    }>()
  })

  it("completes known words and takes others", () => {
    expectTypeOf<"COMPLETED" | "REFUNDED">().toExtend<Api.PaymentStatus>()
    expectTypeOf<Api.PaymentFilter["createdAtFrom"]>().toEqualTypeOf<
      DateTime.DateTime | undefined
    >()
    expectTypeOf<Api.PaymentFilter["priceUsdTo"]>().toEqualTypeOf<
      string | BigDecimal.BigDecimal | undefined
    >()
  })
})
