/**
 * Which requests a client has under way, seen from the client's side. While an answer is on its way
 * no time may pass, or a time limit would win over an answer that is there.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as diagnostics from "node:diagnostics_channel"
import type * as http from "node:http"
import type * as net from "node:net"

/** A view on the requests under way. */
export interface InFlight {
  /** Opens the view for as long as the scope is open. */
  readonly watch: Effect.Effect<InFlightView, never, Scope.Scope>
}

/** The requests under way at this moment. */
export interface InFlightView {
  readonly count: () => number
  /** Those of which the head of the answer is there. */
  readonly answering: () => number
}

const subscribe = (
  channel: string,
  onMessage: (message: unknown) => void
): Effect.Effect<void, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => {
      diagnostics.subscribe(channel, onMessage)
    }),
    () =>
      Effect.sync(() => {
        diagnostics.unsubscribe(channel, onMessage)
      })
  )

const field = (message: unknown, name: string): unknown =>
  typeof message === "object" && message !== null
    ? new Map<string, unknown>(Object.entries(message)).get(name)
    : undefined

const view = (requests: ReadonlyMap<unknown, "sent" | "answering">): InFlightView => ({
  count: () => requests.size,
  answering: () => Array.from(requests.values()).filter((phase) => phase === "answering").length
})

/** The requests of undici, and of Node's own `fetch`, which is made of it. */
export const undici: InFlight = {
  watch: Effect.gen(function* () {
    const requests = new Map<unknown, "sent" | "answering">()
    yield* subscribe("undici:request:create", (message) => {
      requests.set(field(message, "request"), "sent")
    })
    yield* subscribe("undici:request:headers", (message) => {
      requests.set(field(message, "request"), "answering")
    })
    for (const end of ["trailers", "error"]) {
      yield* subscribe(`undici:request:${end}`, (message) => {
        requests.delete(field(message, "request"))
      })
    }
    return view(requests)
  })
}

const socketsOf = (agent: http.Agent): ReadonlyArray<net.Socket> =>
  Object.values(agent.sockets).flatMap((sockets) => sockets ?? [])

/**
 * The requests of `node:http`, by the sockets of agents that keep none alive: a request is under way
 * for as long as its socket is in use.
 */
export const nodeHttp = (): InFlight & {
  /** Counts an agent's sockets for as long as the scope is open. */
  readonly track: (agent: http.Agent) => Effect.Effect<void, never, Scope.Scope>
} => {
  const agents = new Set<http.Agent>()
  const sockets = () => Array.from(agents).flatMap(socketsOf)
  return {
    track: (agent) =>
      Effect.acquireRelease(
        Effect.sync(() => {
          agents.add(agent)
        }),
        () =>
          Effect.sync(() => {
            agents.delete(agent)
          })
      ),
    watch: Effect.succeed({
      count: () => sockets().length,
      answering: () => sockets().filter(({ bytesRead }) => bytesRead > 0).length
    })
  }
}
