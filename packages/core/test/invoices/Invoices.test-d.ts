import type { BigDecimal, DateTime, Effect, Option, Stream } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  AmountInput,
  BitGptError,
  Currency,
  Invoice,
  InvoiceCreateOptions,
  InvoiceExpansion,
  InvoiceFilter,
  InvoiceGetOptions,
  InvoiceId,
  InvoiceInput,
  InvoiceItem,
  InvoiceItemInput,
  InvoicePayment,
  Invoices,
  InvoiceStatus,
  InvoiceSubstatus,
  NewInvoice
} from "../../src/index.js"

declare const invoices: typeof Invoices.Service
declare const tag: typeof Invoices

type UnknownFields = Readonly<Record<string, unknown>>

describe("Invoices", () => {
  it("has plain methods", () => {
    expectTypeOf(invoices.create).toEqualTypeOf<
      (
        input: InvoiceInput,
        options?: InvoiceCreateOptions
      ) => Effect.Effect<NewInvoice, BitGptError>
    >()
    expectTypeOf(invoices.validate).toEqualTypeOf<
      (input: InvoiceInput) => Effect.Effect<unknown, BitGptError>
    >()
    expectTypeOf(invoices.list).parameters.toEqualTypeOf<[filter?: InvoiceFilter | undefined]>()
    expectTypeOf(invoices.stream).toEqualTypeOf<
      (filter?: InvoiceFilter) => Stream.Stream<Invoice, BitGptError>
    >()
    expectTypeOf(invoices.get).toEqualTypeOf<
      (id: string, options?: InvoiceGetOptions) => Effect.Effect<Invoice, BitGptError>
    >()
    expectTypeOf(tag.checkoutUrl).toEqualTypeOf<
      (id: string, options?: { readonly baseUrl?: string | undefined }) => string
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Invoice>().toEqualTypeOf<{
      readonly id: InvoiceId
      readonly organizationId: string
      readonly status: InvoiceStatus
      readonly substatus: Option.Option<InvoiceSubstatus>
      readonly currency: Currency | UnknownFields
      readonly price: BigDecimal.BigDecimal
      readonly priceUsd: Option.Option<BigDecimal.BigDecimal>
      readonly createdAt: DateTime.Utc
      readonly updatedAt: Option.Option<DateTime.Utc>
      readonly customerEmail: Option.Option<string>
      readonly metadata: Option.Option<UnknownFields>
      readonly redirectUrl: Option.Option<string>
      readonly items: Option.Option<ReadonlyArray<InvoiceItem>>
      readonly payments: Option.Option<ReadonlyArray<InvoicePayment>>
      readonly calculations: Option.Option<unknown>
      readonly organization: Option.Option<UnknownFields>
    }>()
    expectTypeOf<NewInvoice["id"]>().toEqualTypeOf<InvoiceId>()
    expectTypeOf<NewInvoice["raw"]>().toEqualTypeOf<unknown>()
  })

  it("takes plain objects, and tells items apart by type", () => {
    expectTypeOf<InvoiceItemInput>().toEqualTypeOf<
      | {
          readonly type: "PRODUCT"
          readonly productId: string
          readonly billingSchemaId: string
          readonly quantity: number
        }
      | {
          readonly type: "PAYMENT_INTENT"
          readonly currency: Currency
          readonly price: AmountInput
        }
    >()
    expectTypeOf<InvoiceInput>().toEqualTypeOf<{
      readonly items: ReadonlyArray<InvoiceItemInput>
      readonly customerEmail: string
      readonly currency?: Currency | undefined
      readonly metadata?: UnknownFields | undefined
      readonly redirectUrl?: string | undefined
    }>()
    expectTypeOf<InvoiceFilter>().toEqualTypeOf<{
      readonly status?: ReadonlyArray<InvoiceStatus> | undefined
      readonly currency?: ReadonlyArray<Currency> | undefined
      readonly priceUsdFrom?: AmountInput | undefined
      readonly priceUsdTo?: AmountInput | undefined
      readonly createdAtFrom?: DateTime.DateTime | undefined
      readonly createdAtTo?: DateTime.DateTime | undefined
      readonly customerEmail?: string | undefined
      readonly providerId?: string | undefined
      readonly limit?: number | undefined
      readonly offset?: number | undefined
    }>()
    expectTypeOf<InvoiceGetOptions>().toEqualTypeOf<{
      readonly expand?: ReadonlyArray<InvoiceExpansion> | undefined
      readonly currency?: Currency | undefined
    }>()
  })
})
