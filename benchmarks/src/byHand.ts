import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { type ApiKey, ApiKeyId } from "effect-bitgpt"
import type { successBody } from "./body.js"
import type { KeyList } from "./lists.js"

// The least that has to be done for the values that users of the library see: they are made from the one
// body that is expected, and nothing is checked.

const believed = { disableValidation: true }

const timeOf = (text: string): DateTime.Utc =>
  DateTime.unsafeMake(Date.parse(`${text.replace(" ", "T")}Z`))

/** The key of an answer. */
export const keyByHand = ({ data }: typeof successBody): ApiKey => ({
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
})

/** The keys of a list. */
export const keysByHand = ({ data }: KeyList) =>
  data.map((key) => ({
    id: key.id,
    maskedSecret: Option.some(key.secret),
    scopes: Option.some(key.scopes),
    ipAllowList: Option.some(key.ip_allow_list),
    expiresAt: Option.some(timeOf(key.expires_at)),
    createdAt: Option.some(timeOf(key.created_at)),
    updatedAt: key.updated_at === null ? Option.none() : Option.some(timeOf(key.updated_at)),
    unreadable: []
  }))

/** The keys of a list of which nothing is known but the ids. */
export const idsByHand = ({ data }: KeyList) =>
  data.map(({ id }) => ({
    id,
    maskedSecret: Option.none(),
    scopes: Option.none(),
    ipAllowList: Option.none(),
    expiresAt: Option.none(),
    createdAt: Option.none(),
    updatedAt: Option.none(),
    unreadable: []
  }))
