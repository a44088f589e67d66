import { billingSchemaId, invoiceIds, paymentIds, productId } from "../records.js"
import { describe, paged, samplePage } from "./describe.js"

const [paymentId] = paymentIds

const provider = {
  provider: "CRYPTO",
  id: "prov_solana_usdc",
  type: "native",
  network: "SOLANA",
  gateway: "USDC",
  filters: ["evm", "svm"],
  metadata: { decimals: 6, contract_address: "0x2791bca1f2de4661ed88a30c99a7a9449aa84174" }
}

const provided = {
  provider_id: "provider_solana_usdc",
  provider,
  invoice_id: invoiceIds[2],
  organization_id: "org_01972206-5a87-7c27-bad2-a6cf669a0a91",
  idempotency_key: "1b70f35483e563e0-invoice_01979284-7610-79f8-86c4-978168730054"
}

const payment = {
  ...provided,
  id: paymentId,
  status: "COMPLETED",
  currency: "BITCOIN",
  price: "0.000126300000000000000000000000",
  price_usd: "13.2750000000000000000000000000",
  happened_at: "2025-07-04 18:15:20",
  created_at: "2025-07-04 18:10:53",
  updated_at: "2025-07-04 18:15:23"
}

const noTime = ["yesterday"]

const answer = {
  record: payment,
  required: ["id", "organization_id", "provider_id", "currency", "price", "status", "created_at"],
  checked: ["invoice_id", "idempotency_key", "price_usd", "updated_at", "happened_at"],
  odd: {
    price: ["", "a lot"],
    price_usd: ["a lot"],
    created_at: noTime,
    updated_at: noTime,
    happened_at: noTime
  }
}

export const list = describe("Payments.list", "POST", "/payments", {
  isSafe: true,
  input: {
    provider_id: ["prov_solana_usdc", 7],
    invoice_id: invoiceIds[2],
    status: ["COMPLETED"],
    currency: ["BITCOIN"],
    expand: ["provider"],
    ...samplePage
  },
  ...paged(answer, [{ id: paymentIds[1] }, { id: paymentIds[2], status: "COMPLETED" }])
})

export const get = describe("Payments.get", "POST", "/payments/{id}", {
  needsToken: false,
  isSafe: true,
  input: { id: paymentId, expand: ["provider"] },
  value: { id: paymentId, status: "COMPLETED", price: "0.000126300000000000000000000000" },
  answer
})

export const providers = describe("Payments.providers", "GET", "/providers/{invoice_id}", {
  needsToken: false,
  input: { invoice_id: invoiceIds[0] },
  value: {},
  answer: {
    record: provider,
    listIn: "providers",
    required: ["id"],
    odd: { filters: [["evm", 1]], metadata: [["a"]] }
  }
})

export const quote = describe("Payments.quote", "POST", "/pay/quote", {
  isSafe: true,
  input: {
    currency: "EUR",
    product: { id: productId, quantity: 2, billing_schema_id: billingSchemaId }
  },
  value: { currency: "EUR" },
  answer: {
    record: {
      currency: "EUR",
      total: {
        price_usd: "37.466313000185518054389028083023",
        price: "32.951697216289163687202823978002",
        currency: "EUR"
      },
      exchange_rate_timestamp: "2025-07-17 14:10:54",
      items: [{ total: { currency: "EUR" } }]
    },
    required: [],
    checked: ["currency", "total", "items"],
    odd: { exchange_rate_timestamp: noTime }
  },
  refused: [
    {
      name: "of no product",
      input: { product: { id: "", quantity: 0, billing_schema_id: "" } },
      fields: ["product.billing_schema_id", "product.id", "product.quantity"]
    }
  ]
})
