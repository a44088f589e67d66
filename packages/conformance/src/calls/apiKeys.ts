import { callWith, describe } from "./describe.js"

/** The id of the key that the documentation prints first. */
export const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

/** The id of the key that the documentation prints with its organization, never updated. */
export const shownKeyId = "api_key_0197c0f1-9589-7990-b421-4b806f637b0c"

export const organizationId = "org_0197c0f1-9589-7990-b421-4b806f637b0c"

/** A secret of the documented form. Made of parts, so that no scanner takes it for one that works. */
const secret = ["sk", "live", "TWFkZSB1cCBmb3IgYSB0ZXN0IG9mIGFuIGFuc3dlciwgb25seSBmb3IgaXQu"].join(
  "_"
)

/** Values of a time that are none. */
const noTimes = ["", false, "0000-00-00 00:00:00", "yesterday", "2025-02-30 00:00:00"]

/** The key that the documentation prints first, as far as a list has it. */
const inList = {
  id: keyId,
  secret: `${secret.slice(0, 20)}...${secret.slice(-5)}`,
  scopes: ["products.create"],
  ip_allow_list: ["127.0.0.1"],
  expires_at: "2026-05-30 20:23:16",
  created_at: "2025-06-30 15:00:22",
  updated_at: "2025-07-01 10:30:45"
}

/** The same key with everything that a get shows. */
export const printed = {
  ...inList,
  label: "My API Key",
  description: "Key for accessing product APIs",
  metrics: {
    api_key_id: keyId,
    total_requests: 1250,
    last_used_at: "2025-07-01 09:15:30"
  }
}

export const get = describe("ApiKeys.get", "GET", "/developers/api_keys/{id}", {
  input: { id: keyId },
  value: { id: keyId, label: "My API Key" },
  secret: "IfRevealed",
  answer: {
    record: {
      ...printed,
      secret,
      organization_id: organizationId
    },
    required: ["id", "label", "scopes", "ip_allow_list", "created_at"],
    checked: ["expires_at", "secret"],
    odd: { created_at: noTimes, expires_at: noTimes, updated_at: noTimes }
  }
})

export const list = describe("ApiKeys.list", "GET", "/developers/api_keys", {
  value: [{ id: keyId }, {}, {}, {}],
  secret: "Masked",
  answer: {
    record: inList,
    listIn: "data",
    tellsUnreadable: true,
    required: ["id"],
    odd: { created_at: noTimes, expires_at: noTimes, secret: [5] }
  }
})

export const create = describe("ApiKeys.create", "POST", "/developers/api_keys", {
  input: { label: "Checkout", scopes: ["products.read"] },
  value: { scopes: ["products.read"] },
  creates: true,
  secret: "Full",
  answer: {
    record: { ...inList, secret },
    required: ["id", "secret"],
    odd: { created_at: noTimes, expires_at: noTimes }
  },
  refused: [
    { name: "without a label", input: { label: "" }, fields: ["label"] },
    {
      name: "with a label of 256 characters",
      input: { label: "x".repeat(256) },
      fields: ["label"]
    },
    {
      name: "with everything wrong, all of which is named",
      input: {
        label: "",
        scopes: ["products.read", ""],
        ip_allow_list: ["127.0.0.1", "somewhere", "10.0.0.0/33"]
      },
      fields: ["ip_allow_list[1]", "ip_allow_list[2]", "label", "scopes[1]"]
    }
  ]
})

export const update = describe("ApiKeys.update", "PUT", "/developers/api_keys/{id}", {
  input: { id: keyId, label: "Checkout, old" },
  refused: [
    { name: "without a label", input: { label: "" }, fields: ["label"] },
    { name: "with a label of 256 characters", input: { label: "x".repeat(256) }, fields: ["label"] }
  ]
})

/** A get of another key. */
export const getOf = (id: string) => callWith(get, { id })
