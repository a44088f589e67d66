/**
 * What every server of a case keeps, besides API keys: the fewest records that each call needs, with
 * values that the documentation's samples have.
 *
 * @module
 */
import {
  BillingSchemaRecord,
  FileRecord,
  InvoiceRecord,
  PaymentRecord,
  ProductRecord,
  WebhookRecord
} from "effect-bitgpt-emulator"
import * as Redacted from "effect/Redacted"

/** The id of the product. */
export const productId = "product_01971675-8d84-79cb-8daa-304ca034b067"

/** The id of the product's billing schema. */
export const billingSchemaId = "schema_01971675-8d85-7007-bc44-dc2a77e1038d"

/** The ids of the invoices, in the order of the list. */
export const invoiceIds = [
  "invoice_0197d634-7d8e-7615-8007-e37b992cdb30",
  "invoice_019851f5-39f7-714a-8f2c-3c3eede808b4",
  "invoice_01979284-7610-79f8-86c4-978168730054"
] as const

/** The ids of the payments, in the order of the list. */
export const paymentIds = [
  "payment_01979449-dc2f-71e4-b565-42d78c0d83aa",
  "payment_01979449-dc2f-71e4-b565-42d78c0d83ab",
  "payment_01979449-dc2f-71e4-b565-42d78c0d83ac"
] as const

/** The ids of the files, in the order of the list. */
export const fileIds = [
  "file_0198042e-6dde-7b9c-bc91-452a7e0c833b",
  "file_0198042e-6dde-7b9c-bc91-452a7e0c833c",
  "file_0198042e-6dde-7b9c-bc91-452a7e0c833d"
] as const

/** The id of the webhook. */
export const webhookId = "webhook_0197bbbe-d286-73dd-8088-fc14dc526724"

/** A webhook's secret of the documented form. Made of parts, so that no scanner takes it for one that works. */
export const webhookSecret = ["whs", "live", "TWFkZSB1cCBmb3IgYSB0ZXN0IG9mIGRlbGl2ZXJpZXMu"].join(
  "_"
)

const anyInvoice = { status: "PENDING", currency: "EUR", price: "504.818257074815" }

const anyPayment = {
  provider_id: "prov_solana_usdc",
  invoice_id: invoiceIds[2],
  currency: "BITCOIN",
  price: "0.0001263"
}

const anyFile = {
  name: "4.jpg",
  mime_type: "image/jpeg",
  content: new TextEncoder().encode("not quite a picture")
}

/** The records. */
export const records = {
  products: [
    ProductRecord.make({
      id: productId,
      name: "First Subscription #1",
      metadata: { one: "1" },
      schemas: [
        BillingSchemaRecord.make({ id: billingSchemaId, currency: "USD", base_price: "10.03" })
      ]
    })
  ],
  invoices: invoiceIds.map((id) => InvoiceRecord.make({ id, ...anyInvoice })),
  payments: paymentIds.map((id) => PaymentRecord.make({ id, ...anyPayment })),
  files: fileIds.map((id) => FileRecord.make({ id, ...anyFile })),
  webhooks: [
    WebhookRecord.make({
      id: webhookId,
      secret: Redacted.make(webhookSecret),
      label: "example",
      // Nothing listens there, and nothing is delivered to other machines.
      url: "https://shop.example/webhooks/bitgpt",
      events: ["api_key.created"]
    })
  ]
}
