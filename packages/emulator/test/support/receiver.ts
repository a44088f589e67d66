import { Effect } from "effect"
import * as http from "node:http"
import { text } from "node:stream/consumers"

/** A delivery as it arrived. */
export interface Received {
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A server for webhooks that answers with these statuses, one after the other, the last for ever. */
export const receiver = (...statuses: ReadonlyArray<number>) =>
  Effect.gen(function* () {
    const received: Array<Received> = []
    const server = http.createServer((request, response) => {
      void text(request).then((body) => {
        const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200
        received.push({ headers: request.headers, body })
        response.writeHead(status).end(`answer ${status}`)
      })
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => {
        server.listen(0, "127.0.0.1", () => {
          resume(Effect.void)
        })
      }),
      () =>
        Effect.async<void>((resume) => {
          server.closeAllConnections()
          server.close(() => {
            resume(Effect.void)
          })
        })
    )
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    return { received, url: `http://127.0.0.1:${port}/hook` }
  })
