import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as net from "node:net"

/** Opens a TCP server on a free port for as long as the scope is open. */
const listen = (
  host: string,
  onConnection: (socket: net.Socket) => void
): Effect.Effect<number, never, Scope.Scope> => {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
    socket.on("error", () => undefined)
    onConnection(socket)
  })
  return Effect.acquireRelease(
    Effect.async<number>((resume) => {
      server.on("error", (error) => {
        resume(Effect.die(error))
      })
      server.listen(0, host, () => {
        const address = server.address()
        resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0))
      })
    }),
    () =>
      Effect.async<void>((resume) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => {
          resume(Effect.void)
        })
      })
  )
}

/**
 * A port that refuses connections for as long as the scope is open.
 *
 * An outgoing connection holds it: nothing listens there, and the system gives it to no one else.
 */
export const refusingPort = (host: string): Effect.Effect<number, never, Scope.Scope> =>
  Effect.flatMap(
    listen(host, () => undefined),
    (port) =>
      Effect.acquireRelease(
        Effect.async<net.Socket>((resume) => {
          const socket = net.connect(port, host, () => {
            resume(Effect.succeed(socket))
          })
          socket.on("error", (error) => {
            resume(Effect.die(error))
          })
        }),
        (socket) => Effect.sync(() => socket.destroy())
      )
  ).pipe(Effect.map((socket) => socket.localPort ?? 0))

/** A TLS record: fatal alert, handshake_failure (RFC 8446, section 6). */
const handshakeFailure = new Uint8Array([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28])

/** A port where every TLS handshake is answered with a fatal alert. */
export const handshakeFailingPort = (host: string): Effect.Effect<number, never, Scope.Scope> =>
  listen(host, (socket) => {
    socket.once("data", () => {
      socket.end(handshakeFailure)
    })
  })
