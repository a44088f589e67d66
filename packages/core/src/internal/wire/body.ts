import { constVoid } from "effect/Function"
import * as Predicate from "effect/Predicate"
import type { BodyFailure } from "./transport.js"

const wholeNumber = /^\d+$/

/**
 * Whether a body may be read at once. One without a content coding can't be longer than the length
 * that it announces (RFC 9112 section 6.3). Every other one has to be counted as it comes in.
 */
export const isKnownToFit = (
  headers: { readonly get: (name: string) => string | null },
  maxBytes: number
): boolean => {
  const length = headers.get("content-length")
  return (
    length !== null &&
    headers.get("content-encoding") === null &&
    headers.get("transfer-encoding") === null &&
    wholeNumber.test(length) &&
    Number(length) <= maxBytes
  )
}

/** Puts the parts of a body together. */
export const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array<ArrayBuffer> => {
  const body = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    body.set(part, offset)
    offset += part.byteLength
  }
  return body
}

export const bodyTooLarge: BodyFailure = { _tag: "BodyTooLarge" }

// `fetch` is not always the platform's: packages that stand in for it answer with streams of Node, or
// with no streams at all. A body is read by the best means that it has.

const readStream = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const parts: Array<Uint8Array> = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    // Most answers are one part.
    if (done) return parts.length === 1 && parts[0] !== undefined ? parts[0] : concat(parts)
    parts.push(value)
    length += value.byteLength
    if (length > maxBytes) {
      // The rest is of no use, and to wait until it is cancelled would hold up the answer.
      reader.cancel().catch(constVoid)
      return bodyTooLarge
    }
  }
}

const encoder = new TextEncoder()

const readIterable = async (
  body: AsyncIterable<unknown>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const parts: Array<Uint8Array> = []
  let length = 0
  for await (const chunk of body) {
    const part = chunk instanceof Uint8Array ? chunk : encoder.encode(String(chunk))
    parts.push(part)
    length += part.byteLength
    if (length > maxBytes) return bodyTooLarge
  }
  return concat(parts)
}

const isIterable = (body: unknown): body is AsyncIterable<unknown> =>
  Predicate.isObject(body) && Symbol.asyncIterator in body

const isStream = (body: unknown): body is ReadableStream<Uint8Array> =>
  Predicate.hasProperty(body, "getReader") && Predicate.isFunction(body.getReader)

/** Reads a response's body, which may have at most so many bytes. */
export const readFetchBody = async (
  response: Response,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const body: unknown = response.body
  if (body === null) return new Uint8Array()
  if (isStream(body)) {
    return isKnownToFit(response.headers, maxBytes)
      ? new Uint8Array(await response.arrayBuffer())
      : readStream(body, maxBytes)
  }
  if (isIterable(body)) return readIterable(body, maxBytes)
  const bytes =
    "arrayBuffer" in response
      ? new Uint8Array(await response.arrayBuffer())
      : encoder.encode(await Reflect.apply(Reflect.get(response, "text"), response, []))
  return bytes.byteLength > maxBytes ? bodyTooLarge : bytes
}
