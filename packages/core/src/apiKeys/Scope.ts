/**
 * What an API key is allowed to do.
 *
 * @module
 */
import { type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"

/**
 * Every scope that BitGPT's developer reference lists, in its order.
 *
 * `api_keys.create`, `api_keys.update` and `api_keys.delete` are marked there as not available to
 * developers: an access token can do them, an API key can't.
 *
 * @example
 * ```ts
 * import { knownScopes } from "effect-bitgpt"
 *
 * const readOnly = knownScopes.filter((scope) => scope.endsWith(".read"))
 * ```
 */
// A line for each kind of word.
// prettier-ignore
export const knownScopes = [
  "invoices.create", "invoices.update", "invoices.read",
  "payments.create", "payments.update", "payments.read",
  "products.create", "products.read", "products.update", "products.delete",
  "api_keys.create", "api_keys.update", "api_keys.delete", "api_keys.read",
  "webhooks.create", "webhooks.read", "webhooks.update", "webhooks.delete",
  "webhooks_queue.read", "webhooks_queue.update",
  "notifications.read", "notifications.update",
  "notifications_settings.read", "notifications_settings.update",
  "organizations.create", "organizations.read", "organizations.update", "organizations.deactivate",
  "users.update", "users.deactivate", "users.sessions.read", "users.sessions.deactivate"
] as const

/** A scope that the documentation lists. */
export type KnownScope = (typeof knownScopes)[number]

/**
 * A scope of an API key. Editors complete the documented ones; any other string is a scope too,
 * because the API of a sibling product has scopes that the documentation of BitGPT does not list.
 */
export type Scope = OpenEnum<KnownScope>

/**
 * Schema of a {@link Scope}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { Scope } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const scopes = Schema.decodeUnknownSync(Schema.Array(Scope))(["products.read", "refunds.read"])
 *
 * Scope.isKnown("products.read") // true
 * Scope.isKnown("refunds.read") // false
 * ```
 */
export const Scope: EnumSchema<Scope> = openEnum("Scope", knownScopes)
