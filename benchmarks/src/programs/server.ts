// The server of all measurements, in a process of its own. The answers about keys are made in advance.
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { json } from "node:stream/consumers"
import * as Schema from "effect/Schema"
import { errorBody, errorStatuses, idAnsweredWith, keyId, successBody } from "../body.js"
import { invoicePage } from "../lists.js"

interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
}

const answerOf = (text: string, status = 200): Answer => ({ status, bytes: Buffer.from(text) })

const keys = new Map([
  [`/developers/api_keys/${keyId}`, answerOf(JSON.stringify(successBody))],
  ...errorStatuses.map(
    (status) =>
      [
        `/developers/api_keys/${idAnsweredWith(status)}`,
        answerOf(JSON.stringify(errorBody(status)), status)
      ] as const
  )
])

const decodePaging = Schema.decodeUnknownSync(
  Schema.Struct({ offset: Schema.Int, limit: Schema.Int })
)

const invoices = async (request: IncomingMessage): Promise<Answer> => {
  const { limit, offset } = decodePaging(await json(request))
  return answerOf(invoicePage(offset, limit))
}

const upload = async (request: IncomingMessage): Promise<Answer> => {
  let size = 0
  request.on("data", (part: Buffer) => {
    size += part.byteLength
  })
  await once(request, "end")
  return answerOf(
    JSON.stringify({
      ...successBody,
      data: { id: "file_0198042e-6dde-7b9c-bc91-452a7e0c833b", size }
    })
  )
}

const send = (response: ServerResponse, { bytes, status }: Answer): void => {
  const headers = { "content-type": "application/json", "content-length": bytes.byteLength }
  response.writeHead(status, headers)
  response.end(bytes)
}

const server = createServer((request, response) => {
  const { headers, method, url = "" } = request
  const key = keys.get(url)
  const route =
    method === "POST" ? { "/invoices/list": invoices, "/files/upload": upload }[url] : undefined
  if (headers.authorization === undefined) response.writeHead(418).end()
  else if (key !== undefined) send(response, key)
  else if (route === undefined) response.writeHead(418).end()
  else
    void route(request).then(
      (answer) => {
        send(response, answer)
      },
      (cause: unknown) => {
        console.error(cause)
        response.destroy()
      }
    )
})
// Contenders wait for their turn with their connections open.
server.keepAliveTimeout = 600_000

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  process.send?.({ port: address.port })
})
process.on("disconnect", () => {
  process.exit()
})
