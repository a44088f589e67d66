import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { type ApiKey, ApiKeyId, type Envelope } from "effect-bitgpt"
import type { successBody } from "./body.js"

const believed = { disableValidation: true }

const timeOf = (text: string): DateTime.Utc =>
  DateTime.unsafeMake(Date.parse(`${text.replace(" ", "T")}Z`))

/**
 * The least that has to be done for the values that users of the library see: they are made from the
 * one body that is expected, and nothing is checked.
 */
export const byHand = ({ data, env, message, status }: typeof successBody): Envelope<ApiKey> => ({
  status,
  data: {
    id: ApiKeyId.make(data.id, believed),
    organizationId: Option.none(),
    label: data.label,
    description: Option.some(data.description),
    secret: Option.none(),
    scopes: data.scopes,
    ipAllowList: data.ip_allow_list,
    expiresAt: Option.some(timeOf(data.expires_at)),
    createdAt: timeOf(data.created_at),
    updatedAt: Option.some(timeOf(data.updated_at)),
    metrics: Option.some({
      apiKeyId: Option.some(data.metrics.api_key_id),
      totalRequests: Option.some(data.metrics.total_requests),
      lastUsedAt: Option.some(timeOf(data.metrics.last_used_at))
    })
  },
  message: Option.some(message),
  env: Option.some(env),
  error: Option.none(),
  log: Option.none(),
  validator: Option.none(),
  supportId: Option.none()
})
