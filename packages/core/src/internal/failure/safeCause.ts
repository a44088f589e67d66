import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import * as Predicate from "effect/Predicate"
import { SafeCause, type TransportError } from "../../errors/BitGptError.js"
import type { Scrub } from "./scrub.js"

type Reason = TransportError["reason"]

const textOf = (error: object, key: "name" | "message" | "code" | "syscall"): string => {
  const value = Predicate.hasProperty(error, key) ? error[key] : undefined
  return Predicate.isString(value) ? value : ""
}

interface Meaning {
  readonly pattern: RegExp
  readonly reason: Reason
  /** Whether it only comes before a request is sent. */
  readonly isUnsent?: true
}

// Most of TLS may also fail later, on a connection in use; a certificate or a version may not.
const byCodeOrName: ReadonlyArray<Meaning> = [
  { pattern: /^(?:ENOTFOUND|EAI_\w+)$/, reason: "Dns", isUnsent: true },
  { pattern: /^(?:ECONNREFUSED|ConnectionRefused)$/, reason: "ConnectionRefused", isUnsent: true },
  { pattern: /^UND_ERR_CONNECT_TIMEOUT$/, reason: "ConnectTimeout", isUnsent: true },
  // A dispatcher that was closed takes no request any more.
  { pattern: /^UND_ERR_CLOSED$/, reason: "Network", isUnsent: true },
  { pattern: /^ETIMEDOUT$/, reason: "ConnectTimeout" },
  {
    pattern: /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EMFILE|ENFILE)$/,
    reason: "Network",
    isUnsent: true
  },
  {
    pattern: /^(?:HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|Malformed_HTTP_Response)$/,
    reason: "InvalidHttp"
  },
  {
    pattern:
      /^(?:ERR_TLS_CERT_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|ERR_SSL_\w*(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|ALERT_PROTOCOL_VERSION|UNKNOWN_CA|UNRECOGNIZED_NAME))$/,
    reason: "Tls",
    isUnsent: true
  },
  { pattern: /^(?:ERR_TLS_\w+|ERR_SSL_\S+|EPROTO)$/, reason: "Tls" },
  {
    pattern: /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ConnectionClosed)$/,
    reason: "ConnectionReset"
  }
]

// Texts that say more than the code beside them.
const byMessageFirst: ReadonlyArray<Meaning> = [
  { pattern: /\bHTTP Tunneling\b/, reason: "ConnectionRefused", isUnsent: true },
  {
    pattern:
      /\bbefore secure TLS connection was established\b|\bSSL routines:.*(?:wrong version number|unsupported protocol|handshake failure|alert protocol version|alert unknown ca|unrecognized name)\b/,
    reason: "Tls",
    isUnsent: true
  }
]

// Deno gives its errors no codes: what they mean is in their text alone.
const byMessage: ReadonlyArray<Meaning> = [
  { pattern: /\bdns error\b/, reason: "Dns", isUnsent: true },
  { pattern: /\bConnection refused\b/, reason: "ConnectionRefused", isUnsent: true },
  { pattern: /\bConnection timed out\b/, reason: "ConnectTimeout" },
  { pattern: /\binvalid peer certificate\b/, reason: "Tls", isUnsent: true },
  { pattern: /\breceived (?:fatal alert|corrupt message)\b/, reason: "Tls" },
  { pattern: /\binvalid HTTP\b/, reason: "InvalidHttp" },
  {
    pattern: /\bconnection closed before message completed\b|\bConnection reset by peer\b/,
    reason: "ConnectionReset"
  }
]

const lookUp = (table: ReadonlyArray<Meaning>, text: string): Meaning | undefined =>
  table.find(({ pattern }) => pattern.test(text))

// Not every version of undici gives its parser's errors a code.
const meaningOf = (error: object): Meaning | undefined => {
  const [code, message] = [textOf(error, "code"), textOf(error, "message")]
  return (
    lookUp(byMessageFirst, message) ??
    lookUp(byCodeOrName, code || textOf(error, "name")) ??
    (code === "" ? lookUp(byMessage, message) : undefined)
  )
}

const isUnsent = (error: object): boolean =>
  textOf(error, "syscall") === "connect" || meaningOf(error)?.isUnsent === true

/** Whether an error itself tells what happened. Others only hold an error that does. */
const isTelling = (error: object): boolean =>
  textOf(error, "code") !== "" || meaningOf(error) !== undefined

// Runtimes wrap the error that says most in others that say less: fetch's own says "fetch failed". A
// host with several addresses fails with an AggregateError that has an error for each of them.
const innerErrors = (error: object): ReadonlyArray<unknown> =>
  Predicate.hasProperty(error, "errors") && Array.isArray(error.errors) ? error.errors : []

const causeOf = (error: object): unknown =>
  Predicate.hasProperty(error, "cause") ? error.cause : undefined

const maxErrors = 20

/** An error and all within it, each before those that it holds. */
const unwrap = (error: unknown): ReadonlyArray<object> => {
  const all = new Set<object>()
  const visit = (link: unknown): void => {
    if (!Predicate.isObject(link) || all.size >= maxErrors || all.has(link)) return
    all.add(link)
    innerErrors(link).forEach(visit)
    visit(causeOf(link))
  }
  visit(error)
  return Array.from(all)
}

/** The innermost errors that tell what happened. Of a list of errors, each counts if none within it tells more. */
const innermost = (error: unknown): ReadonlyArray<object> => {
  const seen = new Set<object>()
  const visit = (link: unknown): ReadonlyArray<object> => {
    if (!Predicate.isObject(link) || seen.size >= maxErrors || seen.has(link)) return []
    seen.add(link)
    const listed = innerErrors(link).flatMap((inner) => {
      const found = visit(inner)
      return found.length > 0 || !Predicate.isObject(inner) ? found : [inner]
    })
    const within = [...listed, ...visit(causeOf(link))]
    return within.length > 0 ? within : isTelling(link) ? [link] : []
  }
  return visit(error)
}

// Some runtimes name the URL, and with it the id of what was asked for.
const withoutUrls = (text: string): string => text.replace(/\bhttps?:\/\/[^\s"')]+/g, "<url>")

/** What may be kept of an error that a runtime or a platform client raised, and what it means. */
export const describeCause = (
  error: unknown,
  scrub: Scrub
): {
  readonly reason: Reason
  /** Whether no part of the request was sent. */
  readonly isUnsent: boolean
  readonly cause: SafeCause | undefined
} => {
  const errors = innermost(error)
  // With several addresses, what may have arrived at one of them counts.
  const worst =
    errors.find((one) => !isUnsent(one)) ??
    errors.find((one) => (meaningOf(one)?.reason ?? "Network") !== "Network") ??
    errors[0]
  const shown = worst ?? unwrap(error).at(-1)
  if (shown === undefined) return { reason: "Network", isUnsent: false, cause: undefined }
  const code = textOf(shown, "code")
  return {
    reason: meaningOf(shown)?.reason ?? "Network",
    isUnsent: worst !== undefined && isUnsent(worst),
    cause: new SafeCause({
      name: scrub(textOf(shown, "name") || "Error"),
      code: code === "" ? undefined : scrub(code),
      message: scrub(withoutUrls(textOf(shown, "message")))
    })
  }
}

const mistakeCode = /^(?:UND_ERR_INVALID_ARG|ERR_INVALID_ARG_\w+)$/

const mistakeMessage =
  /\bnot a function\b|\bis not (?:defined|iterable|a constructor)\b|\bCannot (?:read|set) propert|\bCannot (?:destructure|convert|assign)\b|\b(?:undefined|null) is not\b|\bIllegal invocation\b|\bMaximum call stack\b|\bcircular structure\b|\bwithout 'new'/

/** Whether an error is a mistake in code, ours or that of an object we were given: no network fails so. */
export const isProgrammingMistake = (error: unknown): boolean =>
  unwrap(error).some(
    (link) =>
      link instanceof Error &&
      link.cause === undefined &&
      (mistakeCode.test(textOf(link, "code")) || mistakeMessage.test(link.message))
  )

/** Dies of a mistake by its name and first words: the object itself can hold the request, and the token. */
export const dieSafely = (error: unknown): Exit.Exit<never> =>
  Exit.die(
    new Cause.RuntimeException(
      Predicate.isObject(error)
        ? `${textOf(error, "name")}: ${/^[\w .()'"]{0,80}/.exec(textOf(error, "message"))?.[0] ?? ""}`
        : typeof error
    )
  )

const decompressionCode =
  /^(?:Z_\w+|ERR_BROTLI_\w+|ERR__?ERROR_FORMAT\w*|ZlibError|BrotliDecompressionError)$/
const decompressionMessage =
  /^(?:deflate decompression error|Invalid gzip header|brotli error|Gzip decompression failed)\b/

/** Whether an error comes from undoing the compression of a body. */
export const isDecompressionError = (error: unknown): boolean =>
  unwrap(error).some((link) => {
    const code = textOf(link, "code")
    return code === ""
      ? decompressionMessage.test(textOf(link, "message"))
      : decompressionCode.test(code)
  })
