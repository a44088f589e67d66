/**
 * What `ApiKeys.create` takes and returns.
 *
 * @module
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { ApiKeyId } from "./ApiKey.js"
import { Expiry } from "./internal/expiry.js"
import { Label, list, RequestedScope, Text } from "./internal/inputField.js"
import { Timestamp } from "./internal/timestamp.js"
import { informative } from "./internal/wireField.js"
import { IpRange } from "./IpRange.js"
import { Scope } from "./Scope.js"

/**
 * Schema of an API key to create: what `create` checks its input with.
 *
 * @example
 * ```ts
 * import { CreateApiKey } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const isInput = Schema.is(CreateApiKey)
 *
 * isInput({ label: "Checkout", scopes: ["payments.create"] }) // true
 * isInput({ label: "" }) // false
 * ```
 */
export const CreateApiKey = Schema.Struct({
  label: Label,
  description: Schema.optional(Text),
  scopes: Schema.optional(list(RequestedScope)),
  ipAllowList: Schema.optional(list(IpRange)).pipe(Schema.fromKey("ip_allow_list")),
  expiresAt: Schema.optional(Expiry).pipe(Schema.fromKey("expires_at"))
})

/**
 * An API key to create.
 *
 * Source: BitGPT's developer reference, `POST /developers/api_keys`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { DateTime, Effect } from "effect"
 *
 * const created = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   return yield* apiKeys.create({
 *     label: "Checkout",
 *     scopes: ["payments.create", "payments.read"],
 *     ipAllowList: ["192.0.2.0/24"],
 *     expiresAt: DateTime.add(yield* DateTime.now, { days: 90 })
 *   })
 * })
 * ```
 */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- linters take an interface that is named like a value for a class, whose instances they refuse to spread
export type CreateApiKey = {
  /** Name for people: 1 to 255 characters. */
  readonly label: string
  /** What the key is for. */
  readonly description?: string | undefined
  /**
   * What the key may do. A key created without any has **full permission**, save for creating,
   * changing and deleting keys. Scopes that this version doesn't know are passed on.
   */
  readonly scopes?: ReadonlyArray<Scope> | undefined
  /**
   * From where the key may be used: IPv4, IPv6 or CIDR. A key created without any may presumably be
   * used from anywhere (not documented).
   */
  readonly ipAllowList?: ReadonlyArray<IpRange> | undefined
  /**
   * Until when the key works: any `DateTime`, sent in UTC and to the second. Left out, the key
   * presumably never expires (not documented).
   */
  readonly expiresAt?: DateTime.DateTime | undefined
}

/**
 * A key just created, with its secret, which BitGPT presumably shows this once (not documented).
 *
 * Only `id` and `secret` have to be there. Every other field that is missing, or not as documented,
 * is none: it must not cost the secret, which may not be had again.
 *
 * Source: BitGPT's developer reference, `POST /developers/api_keys`.
 *
 * @example
 * ```ts
 * import type { CreatedApiKey } from "effect-bitgpt"
 * import { Redacted } from "effect"
 *
 * // The one place where the secret is taken out: where it is put into a secret store.
 * const toStore = (key: CreatedApiKey) => ({ name: key.id, value: Redacted.value(key.secret) })
 * ```
 */
export class CreatedApiKey extends Schema.Class<CreatedApiKey>("effect-bitgpt/CreatedApiKey")({
  id: ApiKeyId,
  secret: Schema.Redacted(Schema.String),
  scopes: informative(Schema.Array(Scope), "scopes"),
  ipAllowList: informative(Schema.Array(Schema.String), "ip_allow_list"),
  expiresAt: informative(Timestamp, "expires_at"),
  createdAt: informative(Timestamp, "created_at"),
  updatedAt: informative(Timestamp, "updated_at")
}) {}
