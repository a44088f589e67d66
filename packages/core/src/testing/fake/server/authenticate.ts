import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import type { ApiKeyRecord } from "../records/ApiKeyRecord.js"
import * as IpAllowList from "../values/ipAllowList.js"
import * as Time from "../values/time.js"
import type { FakeRequest } from "./message.js"
import { denied, type Refused, unauthenticated } from "./refused.js"
import type { Table } from "../world/Table.js"

/** Who calls: the owner of the access token, an API key, or someone without a token. */
export type Caller =
  | { readonly _tag: "AccessToken" }
  | { readonly _tag: "ApiKey"; readonly key: ApiKeyRecord }
  | { readonly _tag: "Unknown" }

/**
 * What a call needs: a scope; only the access token, for API keys can't have the scope; any token; or
 * nothing, for the documentation shows no authorization.
 */
export type Permission =
  `${string}.${"create" | "read"}` | "AccessTokenOnly" | "AnyToken" | "Public"

/** What `Authorization: Bearer` carries. */
const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1]

/**
 * Finds out who calls. An expired key does not authenticate (401), one used from outside of its allow
 * list has no permission (403). Even where a call needs no token, one that is sent has to be right.
 */
export const authenticate = (
  { headers, remoteAddress = "127.0.0.1" }: FakeRequest,
  permission: Permission,
  accessToken: Redacted.Redacted,
  apiKeys: Table<ApiKeyRecord>,
  now: number
): Either.Either<Caller, Refused> => {
  const { authorization } = headers
  if (permission === "Public" && authorization === undefined) {
    return Either.right({ _tag: "Unknown" })
  }
  const token = bearerToken(authorization)
  if (token === undefined) {
    return Either.left(unauthenticated("Unauthenticated: no bearer token was sent."))
  }
  if (token === Redacted.value(accessToken)) return Either.right({ _tag: "AccessToken" })

  const key = apiKeys
    .all()
    .find(({ secret }) => secret !== undefined && Redacted.value(secret) === token)
  if (key === undefined) return Either.left(unauthenticated())
  const expiry = key.expires_at === null ? undefined : Time.parse(key.expires_at)
  if (expiry !== undefined && expiry <= now) {
    return Either.left(unauthenticated("Unauthenticated: the API key has expired."))
  }
  return IpAllowList.allows(key.ip_allow_list, remoteAddress)
    ? Either.right({ _tag: "ApiKey", key })
    : Either.left(denied("Access denied. Your IP address is not allowed for this API key."))
}

/** Whether a caller may do a call. A key without scopes may do whatever keys may do. */
export const isPermitted = (caller: Caller, permission: Permission): boolean => {
  if (caller._tag !== "ApiKey" || permission === "Public" || permission === "AnyToken") return true
  const { scopes } = caller.key
  return permission !== "AccessTokenOnly" && (scopes.length === 0 || scopes.includes(permission))
}
