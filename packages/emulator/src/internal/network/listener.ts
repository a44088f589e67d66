import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpMiddleware from "@effect/platform/HttpMiddleware"
import * as HttpServer from "@effect/platform/HttpServer"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type * as http from "node:http"
import { isIPv6, type Socket } from "node:net"
import { ListenError } from "../../EmulatorError.js"

/** One HTTP server at one address. */
export interface Listener {
  readonly port: number
  readonly openConnections: () => number
  readonly takeDown: Effect.Effect<void>
  readonly bringUp: Effect.Effect<void>
}

/** An address as it stands in a URL. One that means all interfaces is reached at loopback. */
export const urlHost = (host: string): string => {
  if (host === "0.0.0.0") return "127.0.0.1"
  if (host === "::") return "[::1]"
  return isIPv6(host) ? `[${host}]` : host
}

const reason = (cause: unknown): string => {
  const code =
    typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined
  switch (code) {
    case "EADDRINUSE":
      return "the port is taken"
    case "EACCES":
      return "this user may not listen there"
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "this machine has no such address"
    default:
      return cause instanceof Error ? cause.message : "unknown reason"
  }
}

/** Serves an app for as long as the scope is open. */
export const listen = (
  server: http.Server,
  { host, port }: { readonly host: string; readonly port: number },
  app: HttpApp.Default
): Effect.Effect<Listener, ListenError, Scope.Scope> =>
  Effect.gen(function* () {
    // Shorter, and a client would now and then use a connection that is just being closed.
    server.keepAliveTimeout = 60_000
    // Also those that are in the middle of a TLS handshake, of which Node's own list knows nothing.
    const connections = new Set<Socket>()
    server.on("connection", (socket) => {
      connections.add(socket)
      socket.on("close", () => {
        connections.delete(socket)
      })
    })

    const failed = (why: string) =>
      new ListenError({ host, port, message: `Can't listen at ${host}:${port}: ${why}` })
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      return yield* failed("a port is a number from 0 to 65535")
    }
    const httpServer = yield* Effect.mapError(
      NodeHttpServer.make(() => server, { host, port }),
      ({ cause }) => failed(reason(cause))
    )
    const actual = httpServer.address._tag === "TcpAddress" ? httpServer.address.port : port

    const takeDown = Effect.async<void>((resume) => {
      if (!server.listening) {
        resume(Effect.void)
        return
      }
      server.close(() => {
        resume(Effect.void)
      })
      for (const connection of connections) connection.destroy()
    })

    // The platform's own finalizer would wait for every connection to end by itself.
    yield* Effect.addFinalizer(() => takeDown)
    yield* HttpServer.serveEffect(app).pipe(
      Effect.provideService(HttpServer.HttpServer, httpServer),
      // These would be spans of the server in the traces of the program under test.
      Effect.locally(HttpMiddleware.currentTracerDisabledWhen, () => true)
    )

    return {
      port: actual,
      openConnections: () => connections.size,
      takeDown,
      bringUp: Effect.async<void>((resume) => {
        if (server.listening) {
          resume(Effect.void)
          return
        }
        const onError = (error: Error) => {
          resume(Effect.die(error))
        }
        server.once("error", onError)
        server.listen({ host, port: actual }, () => {
          server.off("error", onError)
          resume(Effect.void)
        })
      })
    }
  })
