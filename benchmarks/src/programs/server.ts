// The server of all measurements, in a process of its own. Its answers are made in advance.
import { createServer } from "node:http"
import { errorBody, errorStatuses, idAnsweredWith, keyId, successBody } from "../body.js"

const answers = new Map(
  [
    { id: keyId, status: 200, body: successBody },
    ...errorStatuses.map((status) => ({
      id: idAnsweredWith(status),
      status,
      body: errorBody(status)
    }))
  ].map(({ body, id, status }) => {
    const bytes = Buffer.from(JSON.stringify(body))
    const headers = { "content-type": "application/json", "content-length": bytes.byteLength }
    return [`/developers/api_keys/${id}`, { status, headers, bytes }]
  })
)

const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? "")
  if (answer === undefined || request.headers.authorization === undefined) {
    response.writeHead(418).end()
    return
  }
  response.writeHead(answer.status, answer.headers)
  response.end(answer.bytes)
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
