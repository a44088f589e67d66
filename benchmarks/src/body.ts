/** What BitGPT's documentation prints for `GET /developers/api_keys/{id}`. */
export const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

export const successBody = {
  status: 200,
  data: {
    id: keyId,
    label: "My API Key",
    description: "Key for accessing product APIs",
    scopes: ["products.create", "products.read"],
    ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
    expires_at: "2026-05-30 20:23:16",
    created_at: "2025-06-30 15:00:22",
    updated_at: "2025-07-01 10:30:45",
    metrics: {
      api_key_id: keyId,
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

/** An error as BitGPT's documentation prints it, with this status. */
export const errorBody = (status: number) => ({
  status,
  error: "Access denied. You do not have permission to perform this action.",
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
})

/** The statuses of errors that the server can be asked for. */
export const errorStatuses = [404, 500] as const

/** The id that the server answers with this status. */
export const idAnsweredWith = (status: number): string => `api_key_${status}`
