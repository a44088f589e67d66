import { ApiKeyRecord } from "./ApiKeyRecord.js"
import { apiKeySecret } from "../values/secrets.js"

/** The id of the key that the documentation prints first. */
export const sampleApiKeyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

const shownApiKeyId = "api_key_0197c0f1-9589-7990-b421-4b806f637b0c"

const sample = (
  id: string,
  fields: Partial<ApiKeyRecord> & Pick<ApiKeyRecord, "created_at">,
  secretUuid = id.slice("api_key_".length)
): ApiKeyRecord =>
  ApiKeyRecord.make({
    id,
    label: "My API Key",
    // Put together here, so that no scanner finds one.
    secret: apiKeySecret("live", secretUuid),
    scopes: ["products.create"],
    ip_allow_list: ["127.0.0.1"],
    expires_at: "2026-05-30 20:23:16",
    ...fields
  })

/** The keys of the documentation. */
export const sampleApiKeys = (): ReadonlyArray<ApiKeyRecord> => [
  sample(
    sampleApiKeyId,
    {
      description: "Key for accessing product APIs",
      scopes: ["products.create", "products.read"],
      ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
      created_at: "2025-06-30 15:00:22",
      updated_at: "2025-07-01 10:30:45",
      metrics: {
        api_key_id: sampleApiKeyId,
        total_requests: 1250,
        last_used_at: "2025-07-01 09:15:30"
      }
    },
    "0197c0ec-a197-745e-a5bc-c425483bbf01"
  ),
  sample("api_key_0197c0ef-6750-7e93-be70-32cef133b06a", { created_at: "2025-06-30 15:03:24" }),
  sample("api_key_0197c0f1-71ca-7fac-bece-9723783fb48b", { created_at: "2025-06-30 15:05:38" }),
  sample(
    shownApiKeyId,
    {
      organization_id: "org_0197c0f1-9589-7990-b421-4b806f637b0c",
      description: "Key for accessing product APIs",
      created_at: "2025-06-30 15:05:47",
      metrics: {
        api_key_id: shownApiKeyId,
        total_requests: 150,
        last_used_at: "2025-06-30 16:03:44"
      }
    },
    "0197c0f1-9589-77e4-bbcf-4d49d8a39753"
  )
]
