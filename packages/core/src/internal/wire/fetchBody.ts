import { constVoid } from "effect/Function"
import * as Predicate from "effect/Predicate"
import { isKnownToFit, makeBodyCollector } from "./body.js"
import type { BodyFailure } from "./transport.js"

// `fetch` is not always the platform's: packages that stand in for it answer with streams of Node, or
// with no streams at all. A body is read by the best means that it has.

const tooLarge: BodyFailure = { _tag: "BodyTooLarge" }

const readStream = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const collector = makeBodyCollector(maxBytes)
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return collector.whole()
    if (!collector.add(value)) {
      // The rest is of no use, and to wait until it is cancelled would hold up the answer.
      reader.cancel().catch(constVoid)
      return tooLarge
    }
  }
}

const encoder = new TextEncoder()

const readIterable = async (
  body: AsyncIterable<unknown>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const collector = makeBodyCollector(maxBytes)
  for await (const chunk of body) {
    const bytes = chunk instanceof Uint8Array ? chunk : encoder.encode(String(chunk))
    if (!collector.add(bytes)) return tooLarge
  }
  return collector.whole()
}

const limited = (bytes: Uint8Array, maxBytes: number): Uint8Array | BodyFailure =>
  bytes.byteLength > maxBytes ? tooLarge : bytes

const isIterable = (body: unknown): body is AsyncIterable<unknown> =>
  Predicate.isObject(body) && Symbol.asyncIterator in body

const isStream = (body: unknown): body is ReadableStream<Uint8Array> =>
  Predicate.hasProperty(body, "getReader") && Predicate.isFunction(body.getReader)

/** Reads a body that may have at most so many bytes. */
export const readFetchBody = async (
  response: Response,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const body: unknown = response.body
  if (body === null) return new Uint8Array()
  if (isStream(body) && !isKnownToFit((name) => response.headers.get(name), maxBytes)) {
    return readStream(body, maxBytes)
  }
  if (!isStream(body) && isIterable(body)) return readIterable(body, maxBytes)
  return limited(
    Predicate.isFunction(response.arrayBuffer)
      ? new Uint8Array(await response.arrayBuffer())
      : encoder.encode(await response.text()),
    maxBytes
  )
}
