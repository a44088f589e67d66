import type * as Effect from "effect/Effect"
import type { Permission } from "./authenticate.js"
import type { Success } from "./envelope.js"
import type { FakeRequest } from "./message.js"
import type { Refused } from "./refused.js"

/** A request that was let through. */
export interface Incoming extends FakeRequest {
  /** The id in the path, decoded. Empty where the path has none. */
  readonly id: string
  readonly query: URLSearchParams
  /** In milliseconds since the epoch. */
  readonly now: number
}

/** A call that is documented. */
export interface Route {
  /** Method and path, such as `GET /files/{id}`. `{id}` stands for one segment that is not empty. */
  readonly endpoint: `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`
  readonly permission: Permission
  readonly handle: (request: Incoming) => Effect.Effect<Success, Refused>
}

export const route = (
  endpoint: Route["endpoint"],
  permission: Permission,
  handle: Route["handle"]
): Route => ({ endpoint, permission, handle })

/** A route for a request, and the id in its path. */
export interface Match {
  readonly route: Route
  readonly id: string
}

const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

const idIn = (endpoint: string, requested: string): string | undefined => {
  if (endpoint === requested) return ""
  const [before = "", after] = endpoint.split("{id}")
  if (after === undefined || !requested.startsWith(before) || !requested.endsWith(after)) {
    return undefined
  }
  const segment = requested.slice(before.length, requested.length - after.length)
  return /^[^/]+$/.test(segment) ? decode(segment) : undefined
}

/**
 * Finds the route of a request. Paths have to be exactly as documented, so that a client that builds
 * other paths gets an error. A path without an id goes before one with an id.
 */
export const find = (
  routes: ReadonlyArray<Route>,
  method: string,
  path: string
): Match | undefined => {
  const requested = `${method} ${path}`
  const matches = routes.flatMap((route): ReadonlyArray<Match> => {
    const id = idIn(route.endpoint, requested)
    return id === undefined ? [] : [{ route, id }]
  })
  return matches.find(({ route }) => route.endpoint === requested) ?? matches[0]
}
