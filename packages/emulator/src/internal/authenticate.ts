import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { Key } from "../Key.js"
import * as IpAllowList from "./ipAllowList.js"
import type { KeyStore } from "./keyStore.js"
import { denied, type Refused, unauthenticated } from "./refused.js"
import * as Timestamp from "./timestamp.js"

/** Who calls: the owner of the access token, or an API key. */
export type Caller =
  { readonly _tag: "AccessToken" } | { readonly _tag: "ApiKey"; readonly key: Key }

/** What `Authorization: Bearer` carries. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1]

/**
 * Finds out who calls. An expired key authenticates nobody (401), one outside its allow list may
 * nothing (403).
 */
export const authenticate = (
  request: HttpServerRequest.HttpServerRequest,
  accessToken: Redacted.Redacted,
  store: KeyStore
): Effect.Effect<Caller, Refused> =>
  Effect.gen(function* () {
    const token = bearerToken(request.headers["authorization"])
    if (token === undefined) {
      return yield* unauthenticated("Unauthenticated: no bearer token was sent.")
    }
    if (token === Redacted.value(accessToken)) return { _tag: "AccessToken" }

    const found = yield* store.findBySecret(token)
    if (Option.isNone(found)) return yield* unauthenticated("Unauthenticated: the token is wrong.")
    const key = found.value
    const now = yield* Clock.currentTimeMillis
    const expiry = key.expires_at === null ? undefined : Timestamp.parse(key.expires_at)
    if (expiry !== undefined && expiry <= now) {
      return yield* unauthenticated("Unauthenticated: the API key has expired.")
    }
    if (
      !IpAllowList.allows(
        key.ip_allow_list,
        Option.getOrElse(request.remoteAddress, () => "")
      )
    ) {
      return yield* denied("Access denied. Your IP address is not allowed for this API key.")
    }
    yield* store.countUse(key.id, Timestamp.format(now))
    return { _tag: "ApiKey", key }
  })

/** What a call needs. Scopes that are not available to API keys are `AccessTokenOnly`. */
export type Permission = "api_keys.read" | "AccessTokenOnly"

/** A key without scopes may do whatever keys may do. */
export const authorize = (caller: Caller, permission: Permission): Effect.Effect<void, Refused> => {
  if (caller._tag === "AccessToken") return Effect.void
  const { scopes } = caller.key
  return permission !== "AccessTokenOnly" && (scopes.length === 0 || scopes.includes(permission))
    ? Effect.void
    : denied()
}
