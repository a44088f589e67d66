/**
 * An API key of a BitGPT organization, as `GET /developers/api_keys/{id}` returns it.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { PathSegment } from "./internal/pathSegment.js"
import { Timestamp } from "./internal/timestamp.js"
import { nullable, omittable } from "./internal/wireField.js"
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
export class ApiKeyMetrics extends Schema.Class<ApiKeyMetrics>("effect-bitgpt/ApiKeyMetrics")({
  apiKeyId: omittable(Schema.String, "api_key_id"),
  totalRequests: omittable(Schema.Int, "total_requests"),
  lastUsedAt: nullable(Timestamp, "last_used_at")
}) {}

/**
 * One API key.
 *
 * Decoded from the snake_case wire form with Schema; encoding gives that form back. BitGPT promises
 * few fields everywhere, so all but `id`, `label`, `scopes`, `ipAllowList` and `createdAt` are an
 * `Option`. Fields that this version doesn't know are passed over.
 *
 * - `secret` is `Redacted`. BitGPT's printed answer leaves it out, its schema shows it in full.
 * - `scopes`: a key created without any has full permission.
 * - `ipAllowList`: IPv4, IPv6 or CIDR as BitGPT has them, unchecked, because even the documented
 *   samples hold addresses that don't exist. An empty list presumably restricts nothing (not
 *   documented).
 * - Times are UTC (the wire names no zone). `expiresAt` of a key that never expires is none
 *   (assumed), `updatedAt` is none until the first update.
 *
 * Source: BitGPT's developer reference, page of `GET /developers/api_keys/{id}`.
 *
 * @example
 * ```ts
 * import { ApiKey, ApiKeyId } from "effect-bitgpt"
 * import { DateTime } from "effect"
 *
 * const key = ApiKey.make({
 *   id: ApiKeyId.make("api_key_0197c0ec-a197-719f-84a9-99270a79b42a"),
 *   label: "Checkout",
 *   scopes: ["products.read"],
 *   ipAllowList: [],
 *   createdAt: DateTime.unsafeMake("2025-06-30T15:00:22Z")
 * })
 * ```
 */
export class ApiKey extends Schema.Class<ApiKey>("effect-bitgpt/ApiKey")({
  id: ApiKeyId,
  organizationId: omittable(Schema.String, "organization_id"),
  label: Schema.String,
  description: omittable(Schema.String, "description"),
  secret: omittable(Schema.Redacted(Schema.String), "secret"),
  scopes: Schema.Array(Scope),
  ipAllowList: Schema.propertySignature(Schema.Array(Schema.String)).pipe(
    Schema.fromKey("ip_allow_list")
  ),
  expiresAt: nullable(Timestamp, "expires_at"),
  createdAt: Schema.propertySignature(Timestamp).pipe(Schema.fromKey("created_at")),
  updatedAt: nullable(Timestamp, "updated_at"),
  metrics: omittable(ApiKeyMetrics, "metrics")
}) {}
