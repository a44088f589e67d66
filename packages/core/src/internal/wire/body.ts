import * as Predicate from "effect/Predicate"
import type { BodyFailure } from "./transport.js"

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

/** A body of which there may be only so many bytes, as its parts come in. */
export class IncomingBody {
  private readonly parts: Array<Uint8Array>
  /** Bytes so far, those that are too many included. */
  length: number

  constructor(private readonly maxBytes: number) {
    this.parts = []
    this.length = 0
  }

  /** Takes the next part. Says whether the body still fits. */
  add(part: Uint8Array): boolean {
    this.length += part.byteLength
    const fits = this.length <= this.maxBytes
    if (fits) this.parts.push(part)
    return fits
  }

  /** All parts in one piece. */
  whole(): Uint8Array | BodyFailure {
    if (this.length > this.maxBytes) return { _tag: "BodyTooLarge" }
    const [first = new Uint8Array(), ...others] = this.parts
    return others.length === 0 ? first : concat(this.parts)
  }
}

// `fetch` is not always the platform's: packages that stand in for it answer with streams of Node, or
// with no streams at all. A body is read by the best means that it has.

const encoder = new TextEncoder()

const isIterable = (body: unknown): body is AsyncIterable<unknown> =>
  Predicate.isObject(body) && Symbol.asyncIterator in body

const bytesOf = (chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk
  return chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : encoder.encode(String(chunk))
}

const textOf = async (response: Response): Promise<Uint8Array> =>
  encoder.encode(await response.text())

/** The body of an answer without a stream. React Native has an `arrayBuffer` that fails. */
const wholeBody = async (response: Response): Promise<Uint8Array> => {
  if (typeof response.arrayBuffer !== "function") return textOf(response)
  const copy = typeof response.clone === "function" ? response.clone() : undefined
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    if (copy === undefined) throw cause
    return textOf(copy)
  }
}

/** Reads the body of fetch's answer, as far as it fits. */
export const readFetchBody = async (
  response: Response,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const stream = response.body
  const body: unknown = stream
  const incoming = new IncomingBody(maxBytes)
  if (typeof stream?.getReader === "function") {
    const reader = stream.getReader()
    let next = await reader.read()
    while (!next.done && incoming.add(next.value)) next = await reader.read()
  } else if (isIterable(body)) {
    for await (const chunk of body) {
      if (!incoming.add(bytesOf(chunk))) break
    }
  } else if (body !== null) {
    incoming.add(await wholeBody(response))
  }
  return incoming.whole()
}
