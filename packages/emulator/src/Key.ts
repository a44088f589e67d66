/**
 * An API key as the emulator keeps it.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { parse } from "./internal/timestamp.js"

const Text = Schema.NullOr(Schema.String)

const Time = Schema.String.pipe(
  Schema.filter((text) => parse(text) !== undefined || "must be a time such as 2025-06-30 15:00:22")
)

/** How often a key was used, with the names of the wire. */
export const Metrics = Schema.Struct({
  api_key_id: Schema.String,
  total_requests: Schema.NonNegativeInt,
  last_used_at: Schema.NullOr(Time)
})

/**
 * A key, with the names and forms of the wire: times are `YYYY-MM-DD HH:MM:SS` in UTC. A key with a
 * `secret` can authenticate. In JSON (data file, admin endpoint) the secret stands in clear.
 *
 * @example
 * ```ts
 * import { Key } from "effect-bitgpt-emulator"
 *
 * const checkout = Key.make({ id: "api_key_1", label: "Checkout", scopes: ["payments.create"] })
 * ```
 */
export const Key = Schema.Struct({
  id: Schema.NonEmptyString,
  organization_id: Schema.optional(Schema.String),
  label: Schema.String,
  description: Schema.optionalWith(Text, { default: () => null }),
  secret: Schema.optional(Schema.Redacted(Schema.String)),
  scopes: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  ip_allow_list: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  expires_at: Schema.optionalWith(Schema.NullOr(Time), { default: () => null }),
  created_at: Schema.optionalWith(Time, { default: () => "2025-06-30 15:00:22" }),
  updated_at: Schema.optionalWith(Schema.NullOr(Time), { default: () => null }),
  metrics: Schema.optional(Metrics)
})

/** A key as the emulator keeps it. */
export type Key = typeof Key.Type
