import type { BigDecimal, DateTime, Effect, Option, Stream } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  BitGptError,
  Currency,
  Payment,
  PaymentFilter,
  PaymentGetOptions,
  PaymentId,
  Payments,
  PaymentStatus,
  Provider,
  Quote,
  QuoteInput
} from "../../src/index.js"
import type { PageOf } from "../support/page.js"

declare const payments: typeof Payments.Service

describe("Payments", () => {
  it("has plain methods", () => {
    expectTypeOf(payments.list).parameters.toEqualTypeOf<[filter?: PaymentFilter | undefined]>()
    expectTypeOf(payments.list).returns.branded.toEqualTypeOf<
      Effect.Effect<PageOf<Payment>, BitGptError>
    >()
    expectTypeOf(payments.stream).toEqualTypeOf<
      (filter?: PaymentFilter) => Stream.Stream<Payment, BitGptError>
    >()
    expectTypeOf(payments.get).toEqualTypeOf<
      (id: string, options?: PaymentGetOptions) => Effect.Effect<Payment, BitGptError>
    >()
    expectTypeOf(payments.providers).toEqualTypeOf<
      (invoiceId: string) => Effect.Effect<ReadonlyArray<Provider>, BitGptError>
    >()
    expectTypeOf(payments.quote).toEqualTypeOf<
      (input: QuoteInput) => Effect.Effect<Quote, BitGptError>
    >()
    expectTypeOf<keyof (typeof payments)["withResponse"]>().toEqualTypeOf<
      "list" | "get" | "providers" | "quote"
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Payment>().branded.toEqualTypeOf<{
      readonly id: PaymentId
      readonly organizationId: string
      readonly providerId: string
      readonly invoiceId: Option.Option<string>
      readonly idempotencyKey: Option.Option<string>
      readonly currency: Currency
      readonly price: BigDecimal.BigDecimal
      readonly priceUsd: Option.Option<BigDecimal.BigDecimal>
      readonly status: PaymentStatus
      readonly createdAt: DateTime.Utc
      readonly updatedAt: Option.Option<DateTime.Utc>
      readonly happenedAt: Option.Option<DateTime.Utc>
      readonly provider: Option.Option<Provider>
    }>()
  })

  it("completes known words and takes others", () => {
    expectTypeOf<"COMPLETED" | "REFUNDED">().toExtend<PaymentStatus>()
    expectTypeOf<PaymentFilter["createdAtFrom"]>().toEqualTypeOf<DateTime.DateTime | undefined>()
    expectTypeOf<PaymentFilter["priceUsdTo"]>().toEqualTypeOf<
      string | BigDecimal.BigDecimal | undefined
    >()
  })
})
