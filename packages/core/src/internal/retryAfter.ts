import type * as Headers from "@effect/platform/Headers"
import * as Duration from "effect/Duration"
import { parseHttpDate } from "./httpDate.js"

const decimal = /^\d+(?:\.\d+)?$/

// A delay that overflows counts as 2^31 seconds, as RFC 9111 section 1.2.2 has it for delta-seconds.
const longestSeconds = 2 ** 31

const seconds = (value: number): Duration.Duration =>
  Duration.seconds(Math.min(value, longestSeconds))

const secondsOrDate = (
  value: string,
  date: string | undefined,
  now: number
): Duration.Duration | undefined => {
  const text = value.trim()
  if (decimal.test(text)) return seconds(Number(text))
  const until = parseHttpDate(text, now)
  if (until === undefined) return undefined
  // The server's own clock is the one that its date was read from.
  const since = date === undefined ? undefined : parseHttpDate(date, now)
  return seconds(Math.max(0, (until - (since ?? now)) / 1000))
}

/**
 * How long the server asks to wait. The more exact form wins: `retry-after-ms`, then `Retry-After`
 * (RFC 9110 section 10.2.3: seconds or an HTTP-date, counted from the response's own `Date`), then
 * the body's field. What can't be read counts as not there.
 */
export const readRetryAfter = (
  headers: Headers.Headers,
  bodyField: number | string | undefined,
  now: number
): Duration.Duration | undefined => {
  const millis = headers["retry-after-ms"]
  if (millis !== undefined && decimal.test(millis)) return seconds(Number(millis) / 1000)
  const header = headers["retry-after"]
  const fromHeader = header === undefined ? undefined : secondsOrDate(header, headers["date"], now)
  if (fromHeader !== undefined) return fromHeader
  if (typeof bodyField === "string") return secondsOrDate(bodyField, headers["date"], now)
  return bodyField !== undefined && bodyField >= 0 ? seconds(bodyField) : undefined
}
