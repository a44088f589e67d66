/**
 * An API key in a list.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { ApiKeyId } from "./ApiKey.js"
import { isMasked, maskSecret } from "./internal/maskSecret.js"
import { Timestamp } from "./internal/timestamp.js"
import { nullable, omittable } from "./internal/wireField.js"
import { Scope } from "./Scope.js"

const Masked = Schema.String.pipe(
  Schema.filter(isMasked, {
    message: () => "must be masked",
    arbitrary: () => (fc) => fc.string().map(maskSecret)
  }),
  Schema.brand("MaskedSecret", { identifier: "MaskedSecret" })
)

/**
 * A secret of which only the begin and the end are left, so that people can tell keys apart. It is no
 * credential, and may be shown.
 *
 * BitGPT masks secrets as prefix, 12 characters, `...` and the last 5 characters. A text that shows more
 * than that is masked here in the same way, so that no secret gets out by mistake.
 *
 * @example
 * ```ts
 * import { MaskedSecret } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const masked = Schema.decodeSync(MaskedSecret)("sk_test_MDE5N2MwZWMt...GdwdA")
 * ```
 */
export const MaskedSecret = Schema.transform(Schema.String, Masked, {
  strict: true,
  decode: maskSecret,
  encode: (masked) => masked
})

/** A masked secret. */
export type MaskedSecret = typeof MaskedSecret.Type

/**
 * An API key as `ApiKeys.list` returns it: without label, description and metrics, which only
 * `ApiKeys.get` has, and with its secret masked.
 *
 * BitGPT promises no field but `id`, and one odd key must not cost the whole list: every other field may
 * be missing or null, and is none then. Scopes or an IP allow list that are none are unknown, which is
 * not the same as empty.
 *
 * `expiresAt` of a key that never expires is none (assumed), `updatedAt` is none until the first
 * update. Times are UTC (the wire names no zone).
 *
 * Source: BitGPT's developer reference, `GET /developers/api_keys`.
 *
 * @example
 * ```ts
 * import { type ApiKeySummary } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const describe = (key: ApiKeySummary) =>
 *   `${key.id} (${Option.getOrElse(key.maskedSecret, () => "secret unknown")})`
 * ```
 */
export class ApiKeySummary extends Schema.Class<ApiKeySummary>("effect-bitgpt/ApiKeySummary")({
  id: ApiKeyId,
  maskedSecret: omittable(MaskedSecret, "secret"),
  scopes: omittable(Schema.Array(Scope), "scopes"),
  ipAllowList: omittable(Schema.Array(Schema.String), "ip_allow_list"),
  expiresAt: nullable(Timestamp, "expires_at"),
  createdAt: omittable(Timestamp, "created_at"),
  updatedAt: nullable(Timestamp, "updated_at")
}) {}
