// A TCP server that answers each request with bytes as they are, and then ends the connection.
import * as net from "node:net"

/** A running server. */
export interface RawServer {
  readonly baseUrl: string
  readonly stop: () => void
}

/** Starts a server. `answerTo` says what a request for a path is answered with. */
export const startRawServer = (
  answerTo: (path: string) => Uint8Array | undefined
): Promise<RawServer> =>
  new Promise((resolve) => {
    const server = net.createServer((socket) => {
      socket.on("error", () => undefined)
      socket.once("data", (request) => {
        const path = request.toString("latin1").split(" ", 2)[1] ?? ""
        socket.end(answerTo(path) ?? "")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resolve({
        baseUrl: `http://127.0.0.1:${port}`,
        stop: () => {
          server.close()
        }
      })
    })
  })
