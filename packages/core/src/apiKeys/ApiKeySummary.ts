/**
 * An API key in a list.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { ApiKeyId } from "./ApiKey.js"
import { listEntry } from "../internal/codec/entry.js"
import { lenient } from "../internal/codec/field.js"
import { checkedResult } from "../internal/codec/plan/plan.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { isMasked, maskSecret } from "./maskSecret.js"
import { Scope } from "./Scope.js"

const Masked = Schema.String.pipe(
  Schema.filter(isMasked, {
    message: () => "must be masked",
    arbitrary: () => (fc) => fc.string().map(maskSecret)
  }),
  Schema.brand("MaskedSecret", { identifier: "MaskedSecret" })
)

/**
 * The beginning and the end of a secret, by which people tell keys apart. It can't be used as a
 * credential, and may be shown.
 *
 * BitGPT masks secrets as prefix, 12 characters, `...` and the last 5 characters. A text that shows more
 * than that is masked here in the same way, so that a secret doesn't get out by mistake.
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
}).annotations(checkedResult)

/** A masked secret. */
export type MaskedSecret = typeof MaskedSecret.Type

const Fields = Schema.Struct({
  /** The key's id. */
  id: ApiKeyId,
  /** The beginning and the end of its secret. */
  maskedSecret: lenient(MaskedSecret, "secret"),
  /** What the key may do. An empty list is full permission; none is unknown. */
  scopes: lenient(Schema.Array(Scope), "scopes"),
  /** From where the key may be used. An empty list presumably restricts nothing; none is unknown. */
  ipAllowList: lenient(Schema.Array(Schema.String), "ip_allow_list"),
  /** Until when the key works. None is a key that never expires (assumed), unless it is unreadable. */
  expiresAt: lenient(Timestamp, "expires_at"),
  /** When the key was created. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When the key was last updated. None until the first update. */
  updatedAt: lenient(Timestamp, "updated_at")
})

/**
 * An API key as `ApiKeys.list` returns it: without label, description and metrics, which only
 * `ApiKeys.get` has, and with its secret masked.
 *
 * BitGPT promises only `id`, and one odd key must not cost the whole list: a field that is missing, null or
 * not as documented is none. `unreadable` tells which fields had a value that could not be read, because
 * an expiry that could not be read is not "never expires". Times are UTC (the wire names no zone).
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
export const ApiKeySummary = listEntry(Fields)

/** An API key in a list. */
export interface ApiKeySummary extends Schema.Schema.Type<typeof ApiKeySummary> {}
