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
  [/^(?:HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW)$/, "InvalidHttp"],
  [/^(?:ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|EPROTO|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/, "Tls"],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ConnectionClosed)$/, "ConnectionReset"]
]

const reasonOf = (codeOrName: string): Reason =>
  reasonsByCodeOrName.find(([pattern]) => pattern.test(codeOrName))?.[1] ?? "Network"

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
    // Not every version of undici gives its parser's errors a code.
    reason: reasonOf(code ?? textOf(telling, "name")),
    cause: new SafeCause({
      name: scrub(textOf(telling, "name") || "Error"),
      code: code === undefined ? undefined : scrub(code),
      message: scrub(textOf(telling, "message"))
    })
  }
}

/** Whether an error comes from undoing the compression of a body. */
export const isDecompressionError = (error: unknown): boolean =>
  unwrap(error).some((link) =>
    /^(?:Z_\w+|ERR_BROTLI_\w+|ERR__?ERROR_FORMAT\w*)$/.test(codeOf(link) ?? "")
  )
