import * as z from "zod"

/** The documented answer, types only: times stay strings. */
export const Envelope = z.object({
  status: z.int(),
  data: z.object({
    id: z.string(),
    label: z.string(),
    description: z.string().nullish(),
    scopes: z.array(z.string()),
    ip_allow_list: z.array(z.string()),
    expires_at: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string().nullish(),
    metrics: z
      .object({
        api_key_id: z.string(),
        total_requests: z.int(),
        last_used_at: z.string().nullable()
      })
      .nullish()
  }),
  error: z.string().nullish(),
  log: z.unknown(),
  validator: z.record(z.string(), z.unknown()).nullish(),
  support_id: z.string().nullish(),
  message: z.string().nullish(),
  env: z.string()
})

export const ErrorEnvelope = z.object({
  status: z.int(),
  error: z.string(),
  support_id: z.string().nullish()
})
