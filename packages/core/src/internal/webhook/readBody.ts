import type { RequestError } from "@effect/platform/HttpServerError"
import type { HttpServerRequest } from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { concat } from "../wire/body.js"

/** The body of a request, undefined where it is longer than the limit. */
export const readBody = (
  request: HttpServerRequest,
  maxBytes: number
): Effect.Effect<Uint8Array<ArrayBuffer> | undefined, RequestError> =>
  Effect.suspend(() => {
    if (Number(request.headers["content-length"]) > maxBytes) return Effect.succeed(undefined)
    const parts: Array<Uint8Array> = []
    return request.stream.pipe(
      // On Node, a stream that is left early takes the connection along, and the answer. So what is not
      // much too long is read to its end.
      Stream.runFoldWhile(
        0,
        (length) => length <= 2 * maxBytes,
        (length, part: Uint8Array) => {
          parts.push(part)
          return length + part.byteLength
        }
      ),
      Effect.map((length) => (length > maxBytes ? undefined : concat(parts)))
    )
  })
