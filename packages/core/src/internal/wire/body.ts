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
export const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array<ArrayBuffer> => {
  const body = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    body.set(part, offset)
    offset += part.byteLength
  }
  return body
}

/** Keeps the parts of a body, up to a limit. */
export interface BodyCollector {
  /** Whether the part still fits. */
  readonly add: (part: Uint8Array) => boolean
  readonly whole: () => Uint8Array
}

export const makeBodyCollector = (maxBytes: number): BodyCollector => {
  const parts: Array<Uint8Array> = []
  let length = 0
  return {
    add: (part) => {
      length += part.byteLength
      if (length > maxBytes) return false
      parts.push(part)
      return true
    },
    whole: () => concat(parts)
  }
}
