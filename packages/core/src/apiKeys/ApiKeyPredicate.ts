/**
 * Questions about API keys, as pure functions: nothing is sent, and the time is an argument.
 *
 * Each takes the part of a key that it looks at. Of a key in a list and of one just created, scopes and
 * IP allow list may be unknown, which is not the same as empty: take them out of their `Option` first.
 * Each works on a key, or without one as a predicate for `filter` and `pipe`.
 *
 * BitGPT alone decides what a key may do. These say what to expect of it, from what it documents.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import { contains, parseAddress, parseRange } from "./parseIpRange.js"
import type { KnownScope, Scope } from "./Scope.js"

/** What has an expiry. */
export interface Expiring {
  /** Until when the key works. None is a key that never expires (assumed). */
  readonly expiresAt: Option.Option<DateTime.DateTime>
}

/** What has scopes. */
export interface Scoped {
  /** What the key may do. An empty list is full permission. */
  readonly scopes: ReadonlyArray<Scope>
}

/** What has an IP allow list. */
export interface IpRestricted {
  /** From where the key may be used. An empty list presumably restricts nothing. */
  readonly ipAllowList: ReadonlyArray<string>
}

/**
 * Whether a key has expired by then.
 *
 * A key expires at the moment of its expiry, not after it: at `expiresAt` exactly it has expired. A
 * key without expiry never does. Neither is documented.
 *
 * @example
 * ```ts
 * import { ApiKeyPredicate, type ApiKey } from "effect-bitgpt"
 * import { DateTime, Effect } from "effect"
 *
 * const withoutExpired = (keys: ReadonlyArray<ApiKey>) =>
 *   Effect.map(DateTime.now, (now) =>
 *     keys.filter((key) => !ApiKeyPredicate.isExpired(key, now))
 *   )
 * ```
 */
export const isExpired: {
  (now: DateTime.DateTime): (key: Expiring) => boolean
  (key: Expiring, now: DateTime.DateTime): boolean
} = dual(2, (key: Expiring, now: DateTime.DateTime): boolean =>
  Option.exists(key.expiresAt, DateTime.lessThanOrEqualTo(now))
)

/**
 * Whether a key will have expired when this much time has passed: `isExpired` at `now` plus
 * `duration`.
 *
 * So it is true of a key that has expired already, which needs a look even more. Use it together with
 * {@link isExpired} to leave those out. A key without expiry never expires (not documented). A
 * negative duration is taken as none.
 *
 * @example
 * ```ts
 * import { ApiKeyPredicate, type ApiKey } from "effect-bitgpt"
 * import { Array, DateTime, Effect } from "effect"
 *
 * const toRotate = (keys: ReadonlyArray<ApiKey>) =>
 *   Effect.map(DateTime.now, (now) =>
 *     Array.filter(keys, ApiKeyPredicate.expiresWithin("30 days", now))
 *   )
 * ```
 */
export const expiresWithin: {
  (duration: Duration.DurationInput, now: DateTime.DateTime): (key: Expiring) => boolean
  (key: Expiring, duration: Duration.DurationInput, now: DateTime.DateTime): boolean
} = dual(3, (key: Expiring, duration: Duration.DurationInput, now: DateTime.DateTime): boolean =>
  // As a difference, because an infinite duration leads to no moment.
  Option.exists(
    key.expiresAt,
    (expiresAt) => DateTime.distance(now, expiresAt) <= Duration.toMillis(duration)
  )
)

const notForApiKeys: ReadonlyArray<Scope> = [
  "api_keys.create",
  "api_keys.update",
  "api_keys.delete"
] satisfies ReadonlyArray<KnownScope>

/**
 * Whether a key has a scope: it lists it, or it has full permission.
 *
 * A key without scopes has full permission (documented). Full permission is without
 * `api_keys.create`, `api_keys.update` and `api_keys.delete`, which the reference marks as not
 * available to API keys. A key that lists one of these is taken at its word.
 *
 * Source: BitGPT's developer reference, on API keys and their scopes.
 *
 * @example
 * ```ts
 * import { ApiKeyPredicate, type ApiKey } from "effect-bitgpt"
 *
 * const canPay = (keys: ReadonlyArray<ApiKey>) =>
 *   keys.filter(ApiKeyPredicate.hasScope("payments.create"))
 * ```
 */
export const hasScope: {
  (scope: Scope): (key: Scoped) => boolean
  (key: Scoped, scope: Scope): boolean
} = dual(2, (key: Scoped, scope: Scope): boolean =>
  key.scopes.length === 0 ? !notForApiKeys.includes(scope) : key.scopes.includes(scope)
)

/**
 * Whether a key may be used from an IP address: one of its allow list's addresses or CIDR blocks
 * holds it. BitGPT answers other callers with 403 (documented).
 *
 * - An empty list restricts nothing (assumed, it is not documented).
 * - An entry that is not an address, as in some documented samples, allows nothing. A list that has only
 *   such entries allows no address.
 * - An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is its IPv4 address, in `address` and in
 *   entries, and no IPv6 address: `::/0` holds no IPv4 address, written either way.
 * - IPv6 addresses are compared by value, however they are written.
 * - Text that is not an address is never allowed, nor is an address with a zone id.
 *
 * @example
 * ```ts
 * import { ApiKeyPredicate, type ApiKey } from "effect-bitgpt"
 *
 * const usableFromHere = (keys: ReadonlyArray<ApiKey>) =>
 *   keys.filter(ApiKeyPredicate.allowsIp("192.0.2.7"))
 * ```
 */
export const allowsIp: {
  (address: string): (key: IpRestricted) => boolean
  (key: IpRestricted, address: string): boolean
} = dual(2, (key: IpRestricted, address: string): boolean => {
  const ip = parseAddress(address)
  if (ip === undefined) return false
  return (
    key.ipAllowList.length === 0 ||
    key.ipAllowList.some((entry) => {
      const range = parseRange(entry)
      return range !== undefined && contains(range, ip)
    })
  )
})
