import * as Schema from "effect/Schema"
import { orEmpty, orNull, Time, times } from "./fields.js"

/**
 * An API key as the fake keeps it, with the names and forms of the wire: times are
 * `YYYY-MM-DD HH:MM:SS` in UTC. A key with a `secret` can authenticate. Encoded (in a data file, at the
 * emulator's admin endpoint) the secret stands in clear.
 *
 * @example
 * ```ts
 * import { ApiKeyRecord } from "effect-bitgpt/fake"
 *
 * const checkout = ApiKeyRecord.make({
 *   id: "api_key_1",
 *   label: "Checkout",
 *   scopes: ["payments.read"]
 * })
 * ```
 */
export const ApiKeyRecord = Schema.Struct({
  /** The key's id: `api_key_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** The organization that the key belongs to. Default: answers name none. */
  organization_id: Schema.optional(Schema.String),
  /** Name for people. */
  label: Schema.String,
  /** What the key is for. Default: null. */
  description: orNull(Schema.String),
  /** The token that authenticates with the key. A key without it can't authenticate. */
  secret: Schema.optional(Schema.Redacted(Schema.String)),
  /** What the key may do. Default: empty, which is full permission. */
  scopes: orEmpty(Schema.String),
  /** Addresses and CIDR ranges that the key can be used from. Default: empty, which is everywhere. */
  ip_allow_list: orEmpty(Schema.String),
  /** From when on the key is refused. Default: null, it does not expire. */
  expires_at: orNull(Time),
  ...times,
  /** How often the key was used. Default: answers have no such field until the first use. */
  metrics: Schema.optional(
    Schema.Struct({
      /** The key's id. */
      api_key_id: Schema.String,
      /** How many requests were made with the key. */
      total_requests: Schema.NonNegativeInt,
      /** When the last one was made. Null before the first. */
      last_used_at: Schema.NullOr(Time)
    })
  )
})

/** An API key as the fake keeps it. */
export type ApiKeyRecord = typeof ApiKeyRecord.Type
