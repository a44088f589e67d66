import * as Predicate from "effect/Predicate"
import { SafeCause, type TransportError } from "../BitGptError.js"
import type { Scrub } from "./scrub.js"

type Reason = TransportError["reason"]

// Runtimes wrap the error that says most in one or more that say less: fetch's own says "fetch
// failed". An address list that failed as a whole comes as an AggregateError.
const unwrap = (error: unknown): ReadonlyArray<object> => {
  const chain: Array<object> = []
  let current: unknown = error
  while (Predicate.isObject(current) && chain.length < 5) {
    chain.push(current)
    const first: unknown =
      Predicate.hasProperty(current, "errors") && Array.isArray(current.errors)
        ? current.errors[0]
        : undefined
    current = Predicate.hasProperty(current, "cause") ? (current.cause ?? first) : first
  }
  return chain
}

const codeOf = (error: object): string | undefined =>
  Predicate.hasProperty(error, "code") && Predicate.isString(error.code) ? error.code : undefined

const textOf = (error: object, key: "name" | "message"): string => {
  const value = Predicate.hasProperty(error, key) ? error[key] : undefined
  return Predicate.isString(value) ? value : ""
}

const reasonsByCodeOrName: ReadonlyArray<readonly [pattern: RegExp, reason: Reason]> = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, "Dns"],
  [/^(?:ECONNREFUSED|ConnectionRefused)$/, "ConnectionRefused"],
  [/^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, "ConnectTimeout"],
  [/^(?:HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|Malformed_HTTP_Response)$/, "InvalidHttp"],
  [/^(?:ERR_TLS_\w+|ERR_SSL_\S+|CERT_\w+|EPROTO|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/, "Tls"],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ConnectionClosed)$/, "ConnectionReset"]
]

// Deno gives its errors no codes: what they mean is in their text alone.
const reasonsByMessage: ReadonlyArray<readonly [pattern: RegExp, reason: Reason]> = [
  [/\bdns error\b/, "Dns"],
  [/\bConnection refused\b/, "ConnectionRefused"],
  [/\bConnection timed out\b/, "ConnectTimeout"],
  [/\binvalid peer certificate\b|\breceived (?:fatal alert|corrupt message)\b/, "Tls"],
  [/\binvalid HTTP\b/, "InvalidHttp"],
  [/\bconnection closed before message completed\b|\bConnection reset by peer\b/, "ConnectionReset"]
]

const lookUp = (
  table: ReadonlyArray<readonly [pattern: RegExp, reason: Reason]>,
  text: string
): Reason | undefined => table.find(([pattern]) => pattern.test(text))?.[1]

const reasonOf = (error: object, code: string | undefined): Reason =>
  (code === undefined
    ? // Not every version of undici gives its parser's errors a code.
      (lookUp(reasonsByCodeOrName, textOf(error, "name")) ??
      lookUp(reasonsByMessage, textOf(error, "message")))
    : lookUp(reasonsByCodeOrName, code)) ?? "Network"

// Some runtimes name the URL, and with it the id of what was asked for.
const withoutUrls = (text: string): string => text.replace(/\bhttps?:\/\/[^\s"')]+/g, "<url>")

/** What may be kept of an error that a runtime or a platform client raised, and what it means. */
export const describeCause = (
  error: unknown,
  scrub: Scrub
): { readonly reason: Reason; readonly cause: SafeCause | undefined } => {
  const chain = unwrap(error)
  const telling = chain.findLast((link) => codeOf(link) !== undefined) ?? chain.at(-1)
  if (telling === undefined) return { reason: "Network", cause: undefined }
  const code = codeOf(telling)
  return {
    reason: reasonOf(telling, code),
    cause: new SafeCause({
      name: scrub(textOf(telling, "name") || "Error"),
      code: code === undefined ? undefined : scrub(code),
      message: scrub(withoutUrls(textOf(telling, "message")))
    })
  }
}

const decompressionCode =
  /^(?:Z_\w+|ERR_BROTLI_\w+|ERR__?ERROR_FORMAT\w*|ZlibError|BrotliDecompressionError)$/
const decompressionMessage =
  /^(?:deflate decompression error|Invalid gzip header|brotli error|Gzip decompression failed)\b/

/** Whether an error comes from undoing the compression of a body. */
export const isDecompressionError = (error: unknown): boolean =>
  unwrap(error).some((link) => {
    const code = codeOf(link)
    return code === undefined
      ? decompressionMessage.test(textOf(link, "message"))
      : decompressionCode.test(code)
  })
