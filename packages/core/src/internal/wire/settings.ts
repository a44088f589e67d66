import * as Url from "@effect/platform/Url"
import * as Either from "effect/Either"
import { version } from "./version.js"

/** Where requests go. */
export interface Server {
  /** Absolute, without a trailing slash. */
  readonly baseUrl: string
  readonly address: string
  readonly port: number
}

/** Whether a host is surely this machine. Other names, `api.localhost` too, are looked up in DNS. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)

/** Checks a base URL. No problem's text repeats it: it may hold credentials, or be a token. */
export const parseServer = (
  baseUrl: string,
  allowInsecureHttp: boolean
): Either.Either<Server, string> => {
  const parsed = Url.fromString(baseUrl)
  if (Either.isLeft(parsed)) {
    return Either.left("The base URL must be absolute, for example https://api.bitgpt.xyz")
  }
  const url = parsed.right
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return Either.left("The base URL must begin with https://")
  }
  if (url.username !== "" || url.password !== "") {
    return Either.left("The base URL must not hold a user name or a password")
  }
  if (/[?#]/.test(baseUrl)) {
    return Either.left("The base URL must not have a query or a fragment")
  }
  if (url.protocol === "http:" && !allowInsecureHttp && !isLoopback(url.hostname)) {
    return Either.left(
      "The base URL must begin with https://: over http:// anyone on the way can read the access " +
        "token. Set allowInsecureHttp to use it all the same"
    )
  }
  return Either.right({
    baseUrl: url.origin + url.pathname.replace(/\/+$/, ""),
    address: url.hostname,
    port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port)
  })
}

/** Checks the size limit of bodies. */
export const parseMaxResponseBytes = (value: number): Either.Either<number, string> =>
  Number.isSafeInteger(value) && value > 0
    ? Either.right(value)
    : Either.left("The limit must be a whole number of bytes, at least 1")

/** Checks what an application adds to the `User-Agent`. */
export const parseUserAgent = (value: string): Either.Either<string, string> =>
  /^[\x20-\x7e]*$/.test(value)
    ? Either.right(value.trim())
    : Either.left("The user agent must be of ASCII characters")

// Browsers send their own, and ask the server's permission for another one.
const isBrowser = (): boolean => "document" in globalThis || "importScripts" in globalThis

/** The header that tells a server who calls: networks in front of APIs refuse requests without it. */
export const userAgentHeaders = (ofApplication: string): Readonly<Record<string, string>> =>
  isBrowser() ? {} : { "user-agent": `effect-bitgpt/${version} ${ofApplication}`.trim() }
