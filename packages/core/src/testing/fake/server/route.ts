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
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** `{id}` stands for one segment that is not empty. */
  readonly path: string
  readonly permission: Permission
  readonly handle: (request: Incoming) => Effect.Effect<Success, Refused>
}

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

const idIn = (pattern: string, path: string): string | undefined => {
  if (pattern === path) return ""
  const [before = "", after] = pattern.split("{id}")
  if (after === undefined || !path.startsWith(before) || !path.endsWith(after)) return undefined
  const segment = path.slice(before.length, path.length - after.length)
  return /^[^/]+$/.test(segment) ? decode(segment) : undefined
}

/**
 * Finds the route of a request. Paths have to be exactly as documented, so that a client that builds
 * others hears of it. A path without an id goes before one with an id.
 */
export const find = (
  routes: ReadonlyArray<Route>,
  method: string,
  path: string
): Match | undefined => {
  const matches = routes.flatMap((route): ReadonlyArray<Match> => {
    const id = route.method === method ? idIn(route.path, path) : undefined
    return id === undefined ? [] : [{ route, id }]
  })
  return matches.find(({ route }) => route.path === path) ?? matches[0]
}
