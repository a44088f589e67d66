/** What the methods of every service take and give. Those of `ApiKeys` are in `types.test-d.ts`. */
import type { Effect, Stream } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../src/index.js"

type Gives<A> = Effect.Effect<A, Api.BitGptError>

type Streams<A> = Stream.Stream<A, Api.BitGptError>

/** The methods of a service that give data. */
type MethodsOf<Service> = Omit<Service, "withResponse">

describe("methods", () => {
  it("of Products", () => {
    expectTypeOf<MethodsOf<typeof Api.Products.Service>>().toEqualTypeOf<{
      readonly create: (input: Api.ProductInput) => Gives<Api.NewProduct>
      readonly list: () => Gives<ReadonlyArray<Api.Product>>
      readonly get: (id: string) => Gives<Api.Product>
    }>()
  })

  it("of Invoices", () => {
    expectTypeOf<MethodsOf<typeof Api.Invoices.Service>>().toEqualTypeOf<{
      readonly create: (
        input: Api.InvoiceInput,
        options?: Api.InvoiceCreateOptions
      ) => Gives<Api.NewInvoice>
      readonly validate: (input: Api.InvoiceInput) => Gives<unknown>
      readonly list: (filter?: Api.InvoiceFilter) => Gives<Api.Page<Api.Invoice>>
      readonly stream: (filter?: Api.InvoiceFilter) => Streams<Api.Invoice>
      readonly get: (id: string, options?: Api.InvoiceGetOptions) => Gives<Api.Invoice>
    }>()
  })

  it("of Payments", () => {
    expectTypeOf<MethodsOf<typeof Api.Payments.Service>>().toEqualTypeOf<{
      readonly list: (filter?: Api.PaymentFilter) => Gives<Api.Page<Api.Payment>>
      readonly stream: (filter?: Api.PaymentFilter) => Streams<Api.Payment>
      readonly get: (id: string, options?: Api.PaymentGetOptions) => Gives<Api.Payment>
      readonly providers: (invoiceId: string) => Gives<ReadonlyArray<Api.Provider>>
      readonly quote: (input: Api.QuoteInput) => Gives<Api.Quote>
    }>()
  })

  it("of Webhooks", () => {
    expectTypeOf<MethodsOf<typeof Api.Webhooks.Service>>().toEqualTypeOf<{
      readonly create: (input: Api.WebhookInput) => Gives<Api.Webhook>
      readonly list: () => Gives<ReadonlyArray<Api.Webhook>>
      readonly get: (id: string) => Gives<Api.Webhook>
      readonly eventTypes: () => Gives<unknown>
    }>()
  })

  it("of Files", () => {
    expectTypeOf<MethodsOf<typeof Api.Files.Service>>().toEqualTypeOf<{
      readonly upload: (input: Api.FileUpload) => Gives<Api.BitGptFile>
      readonly list: (filter?: Api.FileFilter) => Gives<Api.Page<Api.BitGptFile>>
      readonly stream: (filter?: Api.FileFilter) => Streams<Api.BitGptFile>
      readonly get: (id: string) => Gives<Api.BitGptFile>
      readonly delete: (id: string) => Gives<void>
    }>()
  })

  it("of Analytics", () => {
    expectTypeOf<MethodsOf<typeof Api.Analytics.Service>>().toEqualTypeOf<{
      readonly dashboard: (options?: Api.DashboardOptions) => Gives<unknown>
      readonly apiKeys: () => Gives<Api.ApiKeyAnalytics>
      readonly webhooks: () => Gives<Api.WebhookAnalytics>
    }>()
  })
})

describe("methods that give whole responses", () => {
  type Calls<Service extends { readonly withResponse: unknown }> = keyof Service["withResponse"]

  it("are those that make one request", () => {
    expectTypeOf<Calls<typeof Api.Products.Service>>().toEqualTypeOf<"create" | "list" | "get">()
    expectTypeOf<Calls<typeof Api.Payments.Service>>().toEqualTypeOf<
      "list" | "get" | "providers" | "quote"
    >()
    expectTypeOf<Calls<typeof Api.Files.Service>>().toEqualTypeOf<
      "upload" | "list" | "get" | "delete"
    >()
  })

  it("take the same", () => {
    expectTypeOf<(typeof Api.Webhooks.Service)["withResponse"]["get"]>().toEqualTypeOf<
      (id: string) => Gives<Api.ApiResponse<Api.Webhook>>
    >()
  })
})
