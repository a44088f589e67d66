import { billingSchemaId, invoiceIds, productId } from "../records.js"
import { describe, paged, samplePage } from "./describe.js"

const [invoiceId] = invoiceIds

const invoice = {
  id: invoiceId,
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  status: "PENDING",
  substatus: "OVERPAID",
  currency: "EUR",
  price: "504.818257074815000000000000000000",
  price_usd: "66.750000000000000000000000000000",
  created_at: "2025-07-04 18:10:53",
  updated_at: "2025-07-04 18:10:54",
  customer_email: "customer@example.com",
  metadata: { order_id: "4711" },
  redirect_url: "https://shop.example/thanks?id={invoice}"
}

const answer = {
  record: invoice,
  required: ["id", "organization_id", "status", "currency", "price", "created_at"],
  checked: ["substatus", "price_usd"],
  // A currency may be an object where it is expanded.
  open: ["currency"],
  odd: {
    currency: [5],
    price: ["", "a lot", "NaN"],
    price_usd: ["a lot"],
    created_at: ["yesterday"],
    updated_at: ["yesterday"]
  }
}

const input = {
  customer_email: "customer@example.com",
  currency: "EUR",
  items: [
    { type: "PRODUCT", product_id: productId, billing_schema_id: billingSchemaId, quantity: 2 },
    { type: "PAYMENT_INTENT", currency: "GBP", price: "10.000000000000000000000000000001" }
  ],
  metadata: { someKey: "a", some_other_key: "b" },
  redirect_url: "https://shop.example/thanks?id={invoice}"
}

const refused = [
  { name: "without an item", input: { items: [] }, fields: ["items"] },
  {
    name: "without an e-mail address",
    input: { customer_email: "customer" },
    fields: ["customer_email"]
  },
  ...["-1", "1e3", "NaN", ""].map((price) => ({
    name: `for an amount of "${price}"`,
    input: { items: [{ type: "PAYMENT_INTENT", currency: "EUR", price }] },
    fields: ["items[0].price"]
  }))
]

export const create = describe("Invoices.create", "POST", "/invoices", {
  takesIdempotencyKey: true,
  input,
  value: {},
  creates: true,
  // Only the id is documented, and what else there is must not get lost.
  answer: { record: invoice, required: ["id"], keepsOdd: true },
  refused
})

/** What the answer is made of is not documented. */
export const validate = describe("Invoices.validate", "POST", "/invoices/validate", {
  isSafe: true,
  input,
  value: {},
  answer: "Unknown",
  refused
})

export const list = describe("Invoices.list", "POST", "/invoices/list", {
  isSafe: true,
  input: {
    status: ["PENDING", "VOIDED"],
    currency: ["EUR"],
    price_usd_from: 0.5,
    created_at_from: "2025-01-01T00:00:00.000Z",
    ...samplePage
  },
  sent: {
    status: ["PENDING", "VOIDED"],
    currency: ["EUR"],
    price_usd_from: 0.5,
    created_at_from: "2025-01-01 00:00:00",
    ...samplePage
  },
  ...paged(answer, [{ id: invoiceIds[1] }, { id: invoiceIds[2], status: "PENDING" }])
})

export const get = describe("Invoices.get", "POST", "/invoices/{id}", {
  needsToken: false,
  isSafe: true,
  input: { id: invoiceId, expand: ["items", "payments.provider"], currency: "BITCOIN" },
  value: { id: invoiceId, status: "PENDING", price: "504.818257074815000000000000000000" },
  answer,
  refused: ["list", "validate"].map((id) => ({
    name: `with "${id}", the path of another call`,
    input: { id },
    fields: ["id"]
  }))
})
