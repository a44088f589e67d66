import * as Zlib from "node:zlib"
import type { BodyFailure } from "../internal/wire/transport.js"

type Decompress = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

/** RFC 9110 section 8.4.1.2 has a frame around deflated data. Some servers leave it out. */
const inflate: Decompress = (body, options) =>
  ((body[0] ?? 0) & 0x0f) === 8
    ? Zlib.inflateSync(body, options)
    : Zlib.inflateRawSync(body, options)

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: Zlib.gunzipSync,
  "x-gzip": Zlib.gunzipSync,
  deflate: inflate,
  br: Zlib.brotliDecompressSync
}

const isTooLarge = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE"

/** Undoes the codings of a body. The client asks for none, but some networks compress all the same. */
export const decompress = (
  body: Uint8Array,
  codings: string,
  maxBytes: number
): Uint8Array | BodyFailure => {
  try {
    return codings
      .split(",")
      .map((coding) => coding.trim().toLowerCase())
      .reduceRight<Uint8Array>((coded, coding) => {
        const undo = decompressors[coding]
        return undo === undefined ? coded : undo(coded, { maxOutputLength: maxBytes })
      }, body)
  } catch (cause) {
    return isTooLarge(cause) ? { _tag: "BodyTooLarge" } : { _tag: "BodyBroken", cause }
  }
}
