import { success } from "../support/resources.js"

/** `POST /invoices`, body with a product. */
export const createOfProduct = {
  items: [
    {
      type: "PRODUCT",
      product_id: "product_0197a8d9-8426-7e71-9edf-26301686ed26",
      billing_schema_id: "schema_0197a8d9-8427-7dc4-9b9f-4e29594b5d12",
      quantity: 2
    }
  ],
  customer_email: "customer@example.com",
  currency: "BITCOIN",
  metadata: {},
  redirect_url: "<string>"
}

/** `POST /invoices`, body with an amount. */
export const createOfPaymentIntent = {
  customer_email: "example@gmail.com",
  items: [{ type: "PAYMENT_INTENT", currency: "GBP", price: "10" }],
  metadata: {
    any_custom_key_1: "any_custom_value_1",
    any_custom_key_2: "any_custom_value_2"
  }
}

/** What both samples of `POST /invoices/{id}` have. */
const pending = {
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  status: "PENDING",
  substatus: null,
  currency: "EUR"
}

/** `POST /invoices/{id}`, status 200. */
export const getInvoice = success({
  ...pending,
  id: "invoice_0197d634-7d8e-7615-8007-e37b992cdb30",
  price: "504.818257074815000000000000000000",
  created_at: "2025-07-04 18:10:53",
  updated_at: "2025-07-04 18:10:53"
})

/** The second sample of `POST /invoices/{id}`, which could be read up to `price_usd` only. */
export const getInvoiceWithUsd = success({
  ...pending,
  id: "invoice_019851f5-39f7-714a-8f2c-3c3eede808b4",
  price: "56.550000000000000000000000000000",
  price_usd: "66.750000000000000000000000000000"
})
