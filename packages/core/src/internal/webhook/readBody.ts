import type { RequestError } from "@effect/platform/HttpServerError"
import type { HttpServerRequest } from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { IncomingBody } from "../wire/body.js"

/** The body of a request, undefined where it is longer than the limit. */
export const readBody = (
  request: HttpServerRequest,
  maxBytes: number
): Effect.Effect<Uint8Array<ArrayBuffer> | undefined, RequestError> =>
  Effect.suspend(() => {
    if (Number(request.headers["content-length"]) > maxBytes) return Effect.succeed(undefined)
    const incoming = new IncomingBody(maxBytes)
    return request.stream.pipe(
      // On Node, a stream that is left early takes the connection along, and the answer. So what is not
      // much too long is read to its end.
      Stream.runForEachWhile((part: Uint8Array) =>
        Effect.sync(() => {
          incoming.add(part)
          return incoming.length <= 2 * maxBytes
        })
      ),
      Effect.map(() => {
        const body = incoming.whole()
        return body instanceof Uint8Array ? new Uint8Array(body) : undefined
      })
    )
  })
