import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { type ServerResponse, STATUS_CODES } from "node:http"
import { Socket } from "node:net"
import { type Draft, isBodiless } from "./draft.js"
import type { Exchange } from "./exchanges.js"

type Chunk = string | Uint8Array

/** Ends when the bytes are with the operating system, or the connection is gone. */
const write = (target: ServerResponse | Socket, chunk: Chunk): Effect.Effect<void> =>
  Effect.async((resume) => {
    target.write(chunk, () => {
      resume(Effect.void)
    })
  })

const end = (response: ServerResponse, chunk: Chunk): Effect.Effect<void> =>
  Effect.async((resume) => {
    response.end(chunk, () => {
      resume(Effect.void)
    })
  })

/**
 * Lets the client read what it was sent, because a reset takes from it what it has not read. The
 * time is real: no test clock moves the client's socket. After it, a client in this very process
 * has had its turn too.
 */
const untilRead = Effect.sleep("20 millis").pipe(
  Effect.withClock(Clock.make()),
  Effect.zipRight(
    Effect.async<void>((resume) => {
      setImmediate(() => {
        resume(Effect.void)
      })
    })
  )
)

const reset = (socket: Socket): void => {
  // Only plain TCP can be reset; TLS is cut without its closing alert.
  if (socket.constructor === Socket) socket.resetAndDestroy()
  else socket.destroy()
}

/** Sends an answer as the draft says, on the real socket. */
export const send = (
  request: HttpServerRequest.HttpServerRequest,
  draft: Draft,
  exchange: Exchange
): Effect.Effect<void> =>
  Effect.gen(function* () {
    const response = NodeHttpServerRequest.toServerResponse(request)
    const { socket } = NodeHttpServerRequest.toIncomingMessage(request)
    const { body, headers, status, transfer } = draft

    const head = (framing: Readonly<Record<string, string>>) =>
      Effect.sync(() => {
        response.writeHead(status, { ...framing, ...headers })
        response.flushHeaders()
      })
    const contentLength = { "content-length": String(body.byteLength) }
    // What is to break off has to have an end that is missing.
    const promisedLength = Math.max(1, body.byteLength)
    const brokenContentLength = { "content-length": String(promisedLength) }
    const beginning = (bytes: number) => body.subarray(0, Math.min(bytes, promisedLength - 1))
    const half = Math.ceil(body.byteLength / 2)
    const breakOff = (how: () => void) =>
      Effect.sync(() => {
        exchange.breakOff()
        how()
      })

    yield* Effect.sleep(draft.delayMillis)

    if (transfer?._tag === "CloseBeforeHeaders") {
      return yield* breakOff(() => socket.destroy())
    }
    if (transfer?._tag === "ResetBeforeHeaders") {
      return yield* breakOff(() => {
        reset(socket)
      })
    }

    for (const informational of draft.informational) {
      yield* write(socket, `HTTP/1.1 ${informational} ${STATUS_CODES[informational] ?? ""}\r\n\r\n`)
    }

    if (isBodiless(status) || request.method === "HEAD") {
      yield* head(isBodiless(status) ? {} : contentLength)
      return yield* end(response, "")
    }

    switch (transfer?._tag) {
      case undefined:
        yield* head(contentLength)
        return yield* end(response, body)
      case "StallBody":
        yield* head(brokenContentLength)
        yield* write(response, beginning(transfer.afterBytes ?? half))
        return yield* Effect.never
      case "DribbleBody":
        yield* head(contentLength)
        for (let from = 0; from < body.byteLength; from += transfer.chunkBytes) {
          if (from > 0) yield* Effect.sleep(transfer.intervalMillis)
          yield* write(response, body.subarray(from, from + transfer.chunkBytes))
        }
        return yield* end(response, "")
      case "ResetMidBody":
        yield* head(brokenContentLength)
        yield* write(response, beginning(transfer.afterBytes ?? half))
        yield* untilRead
        return yield* breakOff(() => {
          reset(socket)
        })
      case "IncompleteBody":
        yield* head(brokenContentLength)
        yield* write(response, beginning(Math.max(0, body.byteLength - transfer.missingBytes)))
        return yield* breakOff(() => socket.destroy())
      case "InvalidChunkedEncoding":
        yield* head({ "transfer-encoding": "chunked" })
        yield* write(
          socket,
          Buffer.concat([Buffer.from("zz\r\n"), body, Buffer.from("\r\n0\r\n\r\n")])
        )
        return yield* breakOff(() => socket.destroy())
    }
  }).pipe(
    // The platform's handler may not be interrupted, but a client that has gone must end this.
    Effect.interruptible,
    Effect.ensuring(
      Effect.sync(() => {
        // Says to the platform that nothing is left to send.
        NodeHttpServerRequest.toServerResponse(request).end()
      })
    )
  )
