import { success } from "../support/resources.js"

/** The body that the documentation sends to `POST /payments/{id}`. */
export const getPaymentRequest = { expand: ["provider"] }

/** The payload of `payment.updated`. */
export const paymentUpdatedPayload = {
  id: "payment_01979449-dc2f-71e4-b565-42d78c0d83aa",
  idempotency_key:
    "1b70f35483e563e009967abe74308e6977f9b36f1bfc05168fa22104b64293d6-invoice_01979284-7610-79f8-86c4-978168730054",
  organization_id: "org_01972206-5a87-7c27-bad2-a6cf669a0a91",
  provider_id: "provider_solana_usdc",
  invoice_id: "invoice_01979284-7610-79f8-86c4-978168730054",
  currency: "BITCOIN",
  price: "0.000126300000000000000000000000",
  price_usd: "13.2750000000000000000000000000",
  status: "COMPLETED",
  created_at: "2025-07-04 18:10:53",
  updated_at: "2025-07-04 18:15:23",
  happened_at: "2025-07-04 18:15:20"
}

/** `POST /payments/{id}`, status 200. */
export const getPayment = success(paymentUpdatedPayload)

/** `GET /providers/{invoice_id}`, status 200. */
export const listProviders = success({
  providers: [
    {
      id: "prov_solana_usdc",
      provider: "CRYPTO",
      network: "SOLANA",
      gateway: "USDC",
      type: "native",
      filters: ["evm", "svm"],
      metadata: {
        decimals: 6,
        contract_address: "0x2791bca1f2de4661ed88a30c99a7a9449aa84174",
        image_url: "https://example.com/usdc.png",
        image_url_network: "https://example.com/usdc_network.png"
      }
    }
  ]
})

/** The body that the documentation sends to `POST /pay/quote`. */
export const quoteRequest = {
  currency: "USD",
  product: { id: "product_123", quantity: 2, billing_schema_id: "schema_456" }
}

const unchangedPrices = {
  price_delta: "0",
  initial_price_orig: "10.000000000000000000000000000000",
  price_orig: "10.000000000000000000000000000000",
  price_delta_orig: "0",
  initial_price_usd: "13.535499554682065493724914679486",
  price_usd: "13.535499554682065493724914679486",
  price_delta_usd: "0"
}

/** `POST /pay/quote`, status 200. */
export const quotePayment = success({
  currency: "EUR",
  exchange_rate_timestamp: "2025-07-17 14:10:54",
  total: {
    currency: "EUR",
    price: "32.951697216289163687202823978002",
    price_usd: "37.466313000185518054389028083023"
  },
  items: [
    {
      item: {
        type: "PRODUCT",
        product_id: "product_019814e9-b117-7e35-aa51-4ff1f9d1948f",
        quantity: 1,
        billing_schema_id: "schema_019814e9-b119-780c-9f69-7bb0e6bf9886",
        currency: "GBP"
      },
      calculations: [
        {
          idx: 0,
          currency: "GBP",
          calculation_type: "PRODUCT",
          title: "Product GBP 10$",
          initial_price: "10.000000000000000000000000000000",
          price: "10.000000000000000000000000000000",
          ...unchangedPrices,
          details: {
            product_id: "product_019814e9-b117-7e35-aa51-4ff1f9d1948f",
            currency: "GBP",
            price: "10.000000000000000000000000000000",
            quantity: 1
          }
        },
        {
          idx: 1,
          currency: "EUR",
          calculation_type: "CURRENCY_CHANGE",
          title: "Currency change GBP => EUR",
          initial_price: "10.000000000000000000000000000000",
          price: "11.904498929341986033539547683847",
          ...unchangedPrices,
          details: {
            from: "GBP",
            to: "EUR",
            from_rate_usd: "0.738797999999999954",
            to_rate_usd: "0.879502000000000005"
          }
        }
      ],
      total: { currency: "EUR" }
    }
  ]
})
