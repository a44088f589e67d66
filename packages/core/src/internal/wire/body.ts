import { constVoid } from "effect/Function"
import * as Predicate from "effect/Predicate"
import type { BodyFailure } from "./transport.js"

const wholeNumber = /^\d+$/

/**
 * Whether a body may be read at once. One without a content coding can't be longer than the length
 * that it announces (RFC 9112 section 6.3). Every other one has to be counted as it comes in.
 */
export const isKnownToFit = (
  header: (name: string) => string | null | undefined,
  maxBytes: number
): boolean => {
  const length = header("content-length") ?? undefined
  return (
    length !== undefined &&
    (header("content-encoding") ?? undefined) === undefined &&
    (header("transfer-encoding") ?? undefined) === undefined &&
    wholeNumber.test(length) &&
    Number(length) <= maxBytes
  )
}

/** Puts the parts of a body together. */
export const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const body = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    body.set(part, offset)
    offset += part.byteLength
  }
  return body
}

/** The parts of a body, up to a limit. */
export class BodyParts {
  private readonly parts: Array<Uint8Array> = []
  private length = 0

  constructor(private readonly maxBytes: number) {}

  /** Keeps a part. Returns whether it still fits. */
  add(part: Uint8Array): boolean {
    this.length += part.byteLength
    if (this.length > this.maxBytes) return false
    this.parts.push(part)
    return true
  }

  whole(): Uint8Array {
    return concat(this.parts)
  }
}

// `fetch` is not always the platform's: packages that stand in for it answer with streams of Node, or
// with no streams at all. A body is read by the best means that it has.

export const bodyTooLarge: BodyFailure = { _tag: "BodyTooLarge" }

const readStream = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const parts = new BodyParts(maxBytes)
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return parts.whole()
    if (!parts.add(value)) {
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
  const parts = new BodyParts(maxBytes)
  for await (const chunk of body) {
    const bytes = chunk instanceof Uint8Array ? chunk : encoder.encode(String(chunk))
    if (!parts.add(bytes)) return bodyTooLarge
  }
  return parts.whole()
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
    return isKnownToFit((name) => response.headers.get(name), maxBytes)
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
