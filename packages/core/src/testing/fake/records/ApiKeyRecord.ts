import * as Schema from "effect/Schema"
import { createdAt, orEmpty, orNull, Time } from "./fields.js"

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
  id: Schema.NonEmptyString,
  organization_id: Schema.optional(Schema.String),
  label: Schema.String,
  description: orNull(Schema.String),
  secret: Schema.optional(Schema.Redacted(Schema.String)),
  /** Without any, the key has full permission. */
  scopes: orEmpty(Schema.String),
  /** Without any, the key can be used from everywhere. */
  ip_allow_list: orEmpty(Schema.String),
  /** A key whose value is null does not expire. */
  expires_at: orNull(Time),
  created_at: createdAt,
  updated_at: orNull(Time),
  /** How often the key was used. */
  metrics: Schema.optional(
    Schema.Struct({
      api_key_id: Schema.String,
      total_requests: Schema.NonNegativeInt,
      last_used_at: Schema.NullOr(Time)
    })
  )
})

/** An API key as the fake keeps it. */
export type ApiKeyRecord = typeof ApiKeyRecord.Type
