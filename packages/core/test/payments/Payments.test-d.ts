import type { BigDecimal, DateTime, Effect, Option, Stream } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"
import type { PageOf } from "../support/page.js"

declare const payments: typeof Api.Payments.Service

describe("Payments", () => {
  it("has plain methods", () => {
    expectTypeOf(payments.list).parameters.toEqualTypeOf<[filter?: Api.PaymentFilter | undefined]>()
    expectTypeOf(payments.list).returns.branded.toEqualTypeOf<
      Effect.Effect<PageOf<Api.Payment>, Api.BitGptError>
    >()
    expectTypeOf(payments.stream).toEqualTypeOf<
      (filter?: Api.PaymentFilter) => Stream.Stream<Api.Payment, Api.BitGptError>
    >()
    expectTypeOf(payments.get).toEqualTypeOf<
      (id: string, options?: Api.PaymentGetOptions) => Effect.Effect<Api.Payment, Api.BitGptError>
    >()
    expectTypeOf(payments.providers).toEqualTypeOf<
      (invoiceId: string) => Effect.Effect<ReadonlyArray<Api.Provider>, Api.BitGptError>
    >()
    expectTypeOf(payments.quote).toEqualTypeOf<
      (input: Api.QuoteInput) => Effect.Effect<Api.Quote, Api.BitGptError>
    >()
    expectTypeOf<keyof (typeof payments)["withResponse"]>().toEqualTypeOf<
      "list" | "get" | "providers" | "quote"
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Api.Payment>().branded.toEqualTypeOf<{
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
      readonly updatedAt: Option.Option<DateTime.Utc>
      readonly happenedAt: Option.Option<DateTime.Utc>
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
