import { assert } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import * as http from "node:http"
import * as net from "node:net"

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  /** Empty where there was none. */
  readonly body: string
}

export interface TestServer {
  readonly baseUrl: string
  readonly requests: ReadonlyArray<SeenRequest>
}

/** The only request that a server has seen. */
export const onlyRequest = ({ requests }: TestServer): SeenRequest => {
  assert.lengthOf(requests, 1)
  return requests[0] ?? assert.fail("no request")
}

/** Lets a server listen on a free loopback port. */
export const listen = (server: net.Server): Effect.Effect<string> =>
  Effect.async((resume) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      if (address === null || typeof address === "string") throw new Error("no port")
      resume(Effect.succeed(`http://127.0.0.1:${address.port}`))
    })
  })

/** A plain HTTP server on a free loopback port, for as long as the scope is open. */
export const httpServer = (
  handler: (request: http.IncomingMessage, response: http.ServerResponse) => void
): Effect.Effect<TestServer, never, Scope.Scope> =>
  Effect.gen(function* () {
    const requests: Array<SeenRequest> = []
    const server = http.createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        requests.push({
          method: request.method ?? "",
          url: request.url ?? "",
          headers: request.headers,
          body: Buffer.concat(chunks).toString()
        })
        handler(request, response)
      })
    })
    const baseUrl = yield* Effect.acquireRelease(listen(server), () =>
      Effect.async<void>((resume) => {
        server.closeAllConnections()
        server.close(() => {
          resume(Effect.void)
        })
      })
    )
    return { baseUrl, requests }
  })

/** A TCP server that answers every connection with these bytes, for what no HTTP server sends. */
export const rawServer = (
  onConnection: (socket: net.Socket) => void
): Effect.Effect<string, never, Scope.Scope> => {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    sockets.add(socket)
    onConnection(socket)
  })
  return Effect.acquireRelease(listen(server), () =>
    Effect.async<void>((resume) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => {
        resume(Effect.void)
      })
    })
  )
}

/** Answers with JSON. */
export const json = (
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {}
): void => {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...headers
  })
  response.end(text)
}
