/**
 * An API key of a BitGPT organization, as `GET /developers/api_keys/{id}` returns it.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { lenient, option, required } from "../internal/codec/field.js"
import { PathSegment } from "../internal/codec/id.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { Scope } from "./Scope.js"

/**
 * Id of an API key. BitGPT prints `api_key_` and a UUIDv7; any string that stays one segment of a
 * URL's path is accepted, so that an id of another form keeps working.
 *
 * Refused: an empty string, `/`, `\`, `?`, `#`, `..`, control characters, and a key's secret given
 * in place of its id. The text of the problem never repeats the value.
 *
 * @example
 * ```ts
 * import { ApiKeyId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(ApiKeyId)("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
 * ```
 */
export const ApiKeyId = PathSegment.pipe(Schema.brand("ApiKeyId", { identifier: "ApiKeyId" }))

/** Id of an API key, checked. */
export type ApiKeyId = typeof ApiKeyId.Type

/**
 * How an API key has been used.
 *
 * `lastUsedAt` of a key that was never used is none (assumed: the documentation shows no such key).
 *
 * @example
 * ```ts
 * import type { ApiKeyMetrics } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const wasUsed = (metrics: ApiKeyMetrics) => Option.isSome(metrics.lastUsedAt)
 * ```
 */
export const ApiKeyMetrics = Schema.Struct({
  /** The key that was used. */
  apiKeyId: lenient(Schema.String, "api_key_id"),
  /** How often it was used. */
  totalRequests: lenient(Schema.Int, "total_requests"),
  /** When it was last used. */
  lastUsedAt: lenient(Timestamp, "last_used_at")
})

/** How an API key has been used. */
export interface ApiKeyMetrics extends Schema.Schema.Type<typeof ApiKeyMetrics> {}

/**
 * One API key.
 *
 * Decoded from the snake_case wire form with Schema; encoding gives that form back, **with the secret in
 * clear**: {@link redactApiKey} gives one for logs and answers. `id`, `label`, `scopes`, `ipAllowList`,
 * `expiresAt` and `createdAt` have to be right, and so has `secret` where there is one; every other field
 * that is missing, or not as documented, is none. Fields that this version doesn't know are passed over.
 *
 * Times are UTC (the wire names no zone).
 *
 * Source: BitGPT's developer reference, page of `GET /developers/api_keys/{id}`.
 *
 * @example
 * ```ts
 * import { ApiKey } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const decode = Schema.decodeUnknown(ApiKey)
 * ```
 */
export const ApiKey = Schema.Struct({
  /** The key's id. */
  id: ApiKeyId,
  /** The organization that the key belongs to. */
  organizationId: lenient(Schema.String, "organization_id"),
  /** Name for people. */
  label: Schema.String,
  /** What the key is for. */
  description: lenient(Schema.String, "description"),
  /** The secret. BitGPT's printed answer leaves it out, its schema shows it in full. */
  secret: option(Schema.Redacted(Schema.String), "secret"),
  /** What the key may do. A key created without any scopes has **full permission**. */
  scopes: Schema.Array(Scope),
  /**
   * From where the key may be used: IPv4, IPv6 or CIDR as BitGPT has them, unchecked, because even the
   * documented samples hold addresses that don't exist. An empty list presumably restricts nothing (not
   * documented).
   */
  ipAllowList: required(Schema.Array(Schema.String), "ip_allow_list"),
  /** Until when the key works. None is a key that never expires (assumed). */
  expiresAt: option(Timestamp, "expires_at"),
  /** When the key was created. */
  createdAt: required(Timestamp, "created_at"),
  /** When the key was last updated. None until the first update. */
  updatedAt: lenient(Timestamp, "updated_at"),
  /** How the key has been used. */
  metrics: lenient(ApiKeyMetrics, "metrics")
})

/** One API key. */
export interface ApiKey extends Schema.Schema.Type<typeof ApiKey> {}

/**
 * An API key as JSON for logs and answers: in the form that BitGPT prints, without the secret.
 *
 * @example
 * ```ts
 * import { type ApiKey, redactApiKey } from "effect-bitgpt"
 *
 * const toResponse = (key: ApiKey) => Response.json(redactApiKey(key))
 * ```
 */
export const redactApiKey = (key: ApiKey): Omit<typeof ApiKey.Encoded, "secret"> =>
  Struct.omit(Schema.encodeSync(ApiKey)(key), "secret")
