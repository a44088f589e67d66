import type { TransportError } from "../errors/BitGptError.js"

type Reason = Exclude<TransportError["reason"], "IncompleteBody">

// Codes and texts as Node's fetch (undici) has them.
const causes: Readonly<Record<Reason, readonly [code: string, message: string] | undefined>> = {
  Dns: ["ENOTFOUND", "getaddrinfo ENOTFOUND api.bitgpt.xyz"],
  ConnectionRefused: ["ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:443"],
  ConnectionReset: ["ECONNRESET", "read ECONNRESET"],
  ConnectTimeout: ["UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"],
  Tls: ["CERT_HAS_EXPIRED", "certificate has expired"],
  InvalidHttp: ["HPE_INVALID_CONSTANT", "Expected HTTP/"],
  Network: undefined
}

const withCode = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code })

/** What `fetch` throws when no answer begins. A browser gives no cause. */
export const fetchFailure = (reason: Reason): TypeError => {
  const cause = causes[reason]
  return cause === undefined
    ? new TypeError("Failed to fetch")
    : new TypeError("fetch failed", { cause: withCode(...cause) })
}

/** What reading a body throws when the connection ends before the body does. */
export const terminated = (): TypeError =>
  new TypeError("terminated", { cause: withCode("UND_ERR_SOCKET", "other side closed") })
