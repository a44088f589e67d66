import { success } from "../support/resources.js"

/** The body that the documentation sends to `POST /products`. */
export const createProductRequest = {
  name: "ONE_TIME PRODUCT #2",
  description: "ONE_TIME PRODUCT DESCRIPTION #2",
  metadata: {
    id: "elrkghkrebdfhodnbkndksjbngkdnfvkjsdnbkjn",
    email: "customer@example.com",
    custom: "custom field"
  },
  schemas: [
    {
      name: "Basic Product",
      description: "Basic Product Schema 1234",
      currency: "GBP",
      type: "RECURRING",
      base_price: 104.04,
      interval_type: "MONTH",
      interval_count: 1,
      payment_type: "ARREARS",
      renew_type: "CALENDAR",
      billing_type: "FULL",
      configurations: [
        {
          starts_at: 1,
          ends_at: 2,
          price_per_unit: 5,
          metric: {
            id: "metric_01978a62-4297-70fb-8bac-3c43e91e0d30",
            metric_key: "metric_key",
            name: "Metric",
            aggregation_type: "SUM"
          }
        }
      ]
    }
  ]
}

/** `POST /products`, status 200. */
export const createProduct = success({ id: "product_0197ebcc-b7f9-79b6-8a92-569ea231fc4d" })

const premium = {
  id: "product_0197a8d9-8426-7e71-9edf-26301686ed26",
  version_group_id: "vg_0197a8d9-8426-7e71-9edf-26301686ed26",
  name: "Premium API Access",
  organization_id: "org_0197a8d9-8426-7e71-9edf-26301686ed26",
  description: "Premium API access with advanced features",
  image_id: "img_0197a8d9-8426-7e71-9edf-26301686ed26",
  metadata: { category: "api", tier: "premium" }
}

/** `GET /products`, status 200. */
export const listProducts = success([
  {
    ...premium,
    is_active: true,
    schemas: [
      {
        id: "schema_0197a8d9-8426-7e71-9edf-26301686ed26",
        configurations: [
          { id: "config_0197a8d9-8426-7e71-9edf-26301686ed26", type: "monthly", price: 99.99 }
        ]
      }
    ],
    created_at: "2024-01-15T10:30:00Z",
    updated_at: "2024-01-15T10:30:00Z"
  }
])

/** The fields of a billing schema, and of a configuration, that are the same in both samples. */
const basic = {
  is_active: 1,
  name: "Basic Product",
  description: "Basic Product Schema",
  type: "RECURRING",
  currency: "USD",
  base_price: "10.030000000000000000000000000000",
  interval_type: "MONTH",
  interval_count: 1,
  payment_type: "ARREARS",
  renew_type: "CALENDAR",
  billing_type: "FULL"
}
const basicConfiguration = {
  is_active: 1,
  starts_at: "1.000000000000",
  ends_at: "2.000000000000",
  price_per_unit: "5.000000000000000000000000000000"
}

/** `GET /products/{id}`, status 200. */
export const getProduct = success({
  ...premium,
  is_active: 1,
  schemas: [
    {
      id: "schema_0197a8d9-8426-7e71-9edf-26301686ed26",
      version_group_id: "schema_0197a8d9-8426-7e71-9edf-26301686ed26",
      ...basic,
      organization_id: "org_0197a8d9-8426-7e71-9edf-26301686ed26",
      product_id: "product_0197a8d9-8426-7e71-9edf-26301686ed26",
      created_at: "2024-01-15 10:30:00",
      updated_at: "2024-01-15 10:30:00",
      configurations: [
        {
          id: "config_0197a8d9-8426-7e71-9edf-26301686ed26",
          version_group_id: "config_0197a8d9-8426-7e71-9edf-26301686ed26",
          ...basicConfiguration,
          schema_id: "schema_0197a8d9-8426-7e71-9edf-26301686ed26",
          metric_id: "metric_0197a8d9-8426-7e71-9edf-26301686ed26",
          created_at: "2024-01-15 10:30:00"
        }
      ]
    }
  ]
})

/** `GET /products/{id}`, status 200: the second sample. */
export const getSubscription = success({
  id: "product_01971675-8d84-79cb-8daa-304ca034b067",
  version_group_id: "product_01971675-8d84-79cb-8daa-304ca034b067",
  is_active: 1,
  name: "First Subscription #1",
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  description: "Third Subscriptio is coming",
  image_id: null,
  metadata: { one: "1", two: "2", three: "3", four: "4" },
  created_at: "2025-05-28 12:34:52",
  updated_at: "2025-06-22 19:12:41",
  schemas: [
    {
      id: "schema_01971675-8d85-7007-bc44-dc2a77e1038d",
      version_group_id: "schema_01971675-8d85-7007-bc44-dc2a77e1038d",
      ...basic,
      organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
      product_id: "product_01971675-8d84-79cb-8daa-304ca034b067",
      created_at: "2025-05-28 12:34:52",
      updated_at: "2025-06-22 19:12:41",
      configurations: [
        {
          id: "config_01971675-8d86-72bb-9f08-82e2456c6e26",
          version_group_id: "config_01971675-8d86-72bb-9f08-82e2456c6e26",
          ...basicConfiguration,
          schema_id: "schema_01971675-8d85-7007-bc44-dc2a77e1038d",
          metric_id: "metric_01971675-8d86-797c-8621-b918d4c83fc1",
          created_at: "2025-05-28 12:34:52",
          updated_at: "2025-06-22 19:12:41"
        },
        {
          id: "config_01971675-8d86-72bb-9f08-82e2456c6e27",
          version_group_id: "config_01971675-8d86-72bb-9f08-82e2456c6e27"
        }
      ]
    }
  ]
})

/** The payload of `product.created`, made by a generator from types. */
export const productCreatedPayload = {
  id: "<string>",
  name: "<string>",
  organization_id: "<string>",
  version_group_id: "<string>",
  is_active: 123,
  description: "<string>",
  image_id: "<string>",
  metadata: {},
  schemas: [
    {
      id: "<string>",
      version_group_id: "<string>",
      is_active: 123,
      name: "<string>",
      description: "<string>",
      organization_id: "<string>",
      product_id: "<string>",
      type: "ONE_TIME",
      currency: "BITCOIN",
      base_price: "<string>",
      interval_type: "DAY",
      interval_count: 123,
      payment_type: "ADVANCE",
      renew_type: "CALENDAR",
      billing_type: "PRORATED",
      created_at: "<string>",
      updated_at: "<string>",
      configurations: [
        {
          id: "<string>",
          version_group_id: "<string>",
          is_active: 123,
          schema_id: "<string>",
          starts_at: "<string>",
          ends_at: "<string>",
          price_per_unit: "<string>",
          metric_id: "<string>",
          created_at: "<string>",
          updated_at: "<string>"
        }
      ]
    }
  ],
  created_at: "<string>",
  updated_at: "<string>",
  image: {
    id: "<string>",
    name: "<string>",
    url: "<string>",
    mime_type: "<string>",
    type: "image",
    is_duplicate: true,
    hash: "<string>",
    organization_id: "<string>",
    original_name: "<string>",
    filename: "<string>",
    filepath: "<string>",
    file_size: 123,
    created_at: "<string>",
    updated_at: "<string>"
  }
}
