import { Effect, Redacted } from "effect"
import * as http from "node:http"
import * as https from "node:https"
import * as net from "node:net"
import { Emulator } from "../../src/index.js"
import { keyId } from "./wire.js"

/** What came back, byte for byte where it matters. */
export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
  readonly informational: ReadonlyArray<number>
  /** The code of the error that ended it, `undefined` if it ended in order. */
  readonly error: string | undefined
}

export interface Sent {
  readonly method?: string
  readonly path?: string
  /** Default: the emulator's token. `null` sends none. */
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: string
  readonly baseUrl?: string
  readonly ca?: string
}

const code = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.message

/** Sends one request on a connection of its own. An error before the headers is a failure. */
export const request = (sent: Sent = {}): Effect.Effect<Answer, string, Emulator> =>
  Effect.flatMap(Emulator, (emulator) =>
    Effect.async<Answer, string>((resume, signal) => {
      const url = new URL(
        (sent.baseUrl ?? emulator.baseUrl) + (sent.path ?? `/developers/api_keys/${keyId}`)
      )
      const token = sent.token === undefined ? Redacted.value(emulator.accessToken) : sent.token
      const body = sent.body ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json))
      const informational: Array<number> = []
      let answered = false
      const outgoing = (url.protocol === "https:" ? https : http).request(
        url,
        {
          agent: false,
          ca: sent.ca,
          method: sent.method ?? "GET",
          maxHeaderSize: 1024 * 1024,
          signal,
          headers: {
            accept: "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...sent.headers
          }
        },
        (incoming) => {
          answered = true
          const chunks: Array<Buffer> = []
          const end = (error?: string) => {
            resume(
              Effect.succeed({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                body: Buffer.concat(chunks),
                informational,
                error
              })
            )
          }
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
          incoming.on("end", () => {
            end()
          })
          incoming.on("error", (error) => {
            end(code(error))
          })
        }
      )
      outgoing.on("information", ({ statusCode }) => informational.push(statusCode))
      outgoing.on("error", (error) => {
        // Behind the headers it is the answer that tells.
        if (!answered) resume(Effect.fail(code(error)))
      })
      outgoing.end(body)
    })
  )

export const json = ({ body }: Answer): Readonly<Record<string, unknown>> => {
  const value: unknown = JSON.parse(body.toString("utf8"))
  if (typeof value !== "object" || value === null) throw new Error("not an object")
  return { ...value }
}

/** Status and envelope of an answer. */
export const call = (sent: Sent = {}) =>
  Effect.map(request(sent), (answer) => ({ ...answer, envelope: json(answer) }))

/** Everything that the server sends on a connection until it ends it. */
export const rawExchange = (text: string): Effect.Effect<string, string, Emulator> =>
  Effect.flatMap(Emulator, ({ baseUrl }) =>
    Effect.async<string, string>((resume) => {
      const { hostname, port } = new URL(baseUrl)
      let received = ""
      const socket = net.connect(Number(port), hostname, () => socket.write(text))
      socket.on("data", (data) => {
        received += data.toString("latin1")
      })
      socket.on("error", (error) => {
        resume(Effect.fail(`${code(error)} after ${received}`))
      })
      socket.on("end", () => {
        socket.destroy()
        resume(Effect.succeed(received))
      })
      return Effect.sync(() => socket.destroy())
    })
  )

/** A request for the sample key, as it goes over the wire. */
export const rawGet = Effect.map(
  Emulator,
  ({ accessToken }) =>
    `GET /developers/api_keys/${keyId} HTTP/1.1\r\n` +
    "Host: localhost\r\nAccept: application/json\r\n" +
    `Authorization: Bearer ${Redacted.value(accessToken)}\r\n\r\n`
)

/** One request to the admin endpoint. */
export const admin = (method: string, path: string, body?: unknown) =>
  request({
    method,
    path: `/_emulator${path}`,
    token: null,
    ...(body === undefined ? {} : { json: body })
  })
