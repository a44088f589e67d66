import { isLoopback } from "../network/isLoopback.js"

/** Whether a name can't be one that a page in the internet has: an address, or without a dot. */
const isSafe = (hostname: string): boolean =>
  isLoopback(hostname) ||
  /^(?:\d+(?:\.\d+){3}|\[[\d:a-f.]+\]|[\w-]+|(?:[\w-]+\.)+localhost)$/i.test(hostname)

/**
 * Whether a page in a browser may have made a request, which may come from anywhere: it says where it
 * comes from, or it asks for a host name that an attacker could own (DNS rebinding).
 */
export const mayBeFromPage = (
  headers: Readonly<Record<string, string | undefined>>,
  /** Where the emulator listens. */
  host: string
): boolean => {
  const hostname = (headers["host"] ?? "localhost").replace(/:\d+$/, "")
  return headers["origin"] !== undefined || !(isSafe(hostname) || hostname === host)
}
