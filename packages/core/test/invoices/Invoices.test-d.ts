import type { BigDecimal, DateTime, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

declare const tag: typeof Api.Invoices

type UnknownFields = Readonly<Record<string, unknown>>

describe("Invoices", () => {
  it("has the address of an invoice's checkout without a service", () => {
    expectTypeOf(tag.checkoutUrl).toEqualTypeOf<
      (id: string, options?: { readonly baseUrl?: string | undefined }) => string
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Api.Invoice>().toEqualTypeOf<{
      readonly id: Api.InvoiceId
      readonly organizationId: string
      readonly status: Api.InvoiceStatus
      readonly substatus: Option.Option<Api.InvoiceSubstatus>
      readonly currency: Api.Currency | UnknownFields
      readonly price: BigDecimal.BigDecimal
      readonly priceUsd: Option.Option<BigDecimal.BigDecimal>
      readonly createdAt: DateTime.Utc
      readonly updatedAt: Option.Option<DateTime.Utc>
      readonly customerEmail: Option.Option<string>
      readonly metadata: Option.Option<UnknownFields>
      readonly redirectUrl: Option.Option<string>
      readonly items: Option.Option<ReadonlyArray<Api.InvoiceItem>>
      readonly payments: Option.Option<ReadonlyArray<Api.InvoicePayment>>
      readonly calculations: Option.Option<unknown>
      readonly organization: Option.Option<UnknownFields>
    }>()
    expectTypeOf<Api.NewInvoice["id"]>().toEqualTypeOf<Api.InvoiceId>()
    expectTypeOf<Api.NewInvoice["raw"]>().toEqualTypeOf<unknown>()
  })

  it("takes plain objects, and tells items apart by type", () => {
    expectTypeOf<Api.InvoiceItemInput>().toEqualTypeOf<
      | {
          readonly type: "PRODUCT"
          readonly productId: string
          readonly billingSchemaId: string
          readonly quantity: number
        }
      | {
          readonly type: "PAYMENT_INTENT"
          readonly currency: Api.Currency
          readonly price: Api.AmountInput
        }
    >()
    expectTypeOf<Api.InvoiceInput>().toEqualTypeOf<{
      readonly items: ReadonlyArray<Api.InvoiceItemInput>
      readonly customerEmail: string
      readonly currency?: Api.Currency | undefined
      readonly metadata?: UnknownFields | undefined
      readonly redirectUrl?: string | undefined
    }>()
    expectTypeOf<Api.InvoiceFilter>().toEqualTypeOf<{
      readonly status?: ReadonlyArray<Api.InvoiceStatus> | undefined
      readonly currency?: ReadonlyArray<Api.Currency> | undefined
      readonly priceUsdFrom?: Api.AmountInput | undefined
      readonly priceUsdTo?: Api.AmountInput | undefined
      readonly createdAtFrom?: DateTime.DateTime | undefined
      readonly createdAtTo?: DateTime.DateTime | undefined
      readonly customerEmail?: string | undefined
      readonly providerId?: string | undefined
      readonly limit?: number | undefined
      readonly offset?: number | undefined
    }>()
    expectTypeOf<Api.InvoiceGetOptions>().toEqualTypeOf<{
      readonly expand?: ReadonlyArray<Api.InvoiceExpansion> | undefined
      readonly currency?: Api.Currency | undefined
    }>()
  })
})
