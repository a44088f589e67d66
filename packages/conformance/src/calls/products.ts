import { productId } from "../records.js"
import { describe } from "./describe.js"

const product = {
  id: productId,
  version_group_id: productId,
  is_active: 1,
  name: "First Subscription #1",
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  description: "First Subscription is coming",
  image_id: "img_0197a8d9-8426-7e71-9edf-26301686ed26",
  metadata: { one: "1" },
  created_at: "2025-05-28 12:34:52",
  updated_at: "2025-06-22 19:12:41",
  schemas: [
    {
      id: "schema_0197a8d9-8426-7e71-9edf-26301686ed26",
      configurations: [{ id: "config_0197a8d9-8426-7e71-9edf-26301686ed26", type: "monthly" }]
    }
  ]
}

const answer = {
  record: product,
  required: ["id", "name", "organization_id"],
  checked: ["version_group_id", "is_active", "image_id", "schemas"],
  odd: { created_at: ["", "yesterday"], metadata: [["a"]] }
}

const schema = { currency: "GBP", type: "RECURRING", base_price: "104.04" }

export const create = describe("Products.create", "POST", "/products", {
  input: {
    name: "One time",
    description: "Once and for all",
    metadata: { someKey: "a", some_other_key: "b" },
    schemas: [
      {
        ...schema,
        interval_type: "MONTH",
        interval_count: 1,
        configurations: [{ starts_at: "1", ends_at: "2.5", price_per_unit: "5" }]
      }
    ]
  },
  // As the sample has them, prices and quantities are numbers on the wire.
  sent: {
    name: "One time",
    description: "Once and for all",
    metadata: { someKey: "a", some_other_key: "b" },
    schemas: [
      {
        ...schema,
        base_price: 104.04,
        interval_type: "MONTH",
        interval_count: 1,
        configurations: [{ starts_at: 1, ends_at: 2.5, price_per_unit: 5 }]
      }
    ]
  },
  value: {},
  creates: true,
  answer: { record: { id: productId }, required: ["id"] },
  refused: ["-1", "1e3", "NaN", "", "0.1234567890123456789"].map((base_price) => ({
    name: `for a price of "${base_price}"`,
    input: { schemas: [{ ...schema, base_price }] },
    fields: ["schemas[0].base_price"]
  }))
})

export const list = describe("Products.list", "GET", "/products", {
  value: [{ id: productId, name: "First Subscription #1", is_active: 1 }],
  answer: { ...answer, listIn: "data" }
})

export const get = describe("Products.get", "GET", "/products/{id}", {
  input: { id: productId },
  value: { id: productId, name: "First Subscription #1", metadata: { one: "1" } },
  answer
})
