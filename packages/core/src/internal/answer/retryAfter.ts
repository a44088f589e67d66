import type * as Headers from "@effect/platform/Headers"
import * as Duration from "effect/Duration"
import { parseTimestamp } from "../codec/timestamp.js"
import { parseHttpDate } from "./httpDate.js"

// Seconds as RFC 9110 has them, and as servers write them: with a sign, a fraction or a unit.
const secondsForm = /^\+?(\d+(?:\.\d+)?)\s*(?:s|sec|secs|second|seconds)?$/i

// A delay that overflows counts as 2^31 seconds, as RFC 9111 section 1.2.2 has it for delta-seconds.
const longestSeconds = 2 ** 31

const seconds = (value: number): Duration.Duration =>
  Duration.seconds(Math.min(value, longestSeconds))

const dateOf = (text: string, now: number): number | undefined =>
  parseHttpDate(text, now) ?? parseTimestamp(text)?.epochMillis

// A date has a comma too, behind the name of its day.
const separateValues = /(?:\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,)?[^,]+/gi

// More than enough for several dates.
const longestText = 500

const valuesOf = (text: string): ReadonlyArray<string> =>
  text.length > longestText ? [] : (text.match(separateValues) ?? [])

const readMillis = (text: string): Duration.Duration | undefined =>
  /^\d+(?:\.\d+)?$/.test(text) ? seconds(Number(text) / 1000) : undefined

const readValue = (
  text: string,
  date: string | undefined,
  now: number
): Duration.Duration | undefined => {
  const amount = secondsForm.exec(text)?.[1]
  if (amount !== undefined) return seconds(Number(amount))
  const until = dateOf(text, now)
  if (until === undefined) return undefined
  // The server's own clock is the one that its date was read from.
  const since = date === undefined ? undefined : parseHttpDate(date, now)
  return seconds(Math.max(0, (until - (since ?? now)) / 1000))
}

const longest = (
  durations: ReadonlyArray<Duration.Duration | undefined>
): Duration.Duration | undefined =>
  durations.reduce(
    (known, next) =>
      known === undefined ? next : next === undefined ? known : Duration.max(known, next),
    undefined
  )

/**
 * How long the server asks to wait. The more exact form wins: `retry-after-ms`, then `Retry-After`
 * (RFC 9110 section 10.2.3: seconds or an HTTP-date, counted from the response's own `Date`), then
 * the body's field. Of several values in a header the longest counts. A value that can't be read counts
 * as not there.
 */
export const readRetryAfter = (
  headers: Headers.Headers,
  bodyField: number | string | undefined,
  now: number
): Duration.Duration | undefined => {
  const date = headers["date"]
  const longestOf = (
    text: string | undefined,
    readOne: (value: string) => Duration.Duration | undefined
  ): Duration.Duration | undefined =>
    text === undefined ? undefined : longest(valuesOf(text).map((value) => readOne(value.trim())))
  const inSeconds = (value: string) => readValue(value, date, now)
  return (
    longestOf(headers["retry-after-ms"], readMillis) ??
    longestOf(headers["retry-after"], inSeconds) ??
    (typeof bodyField === "string"
      ? longestOf(bodyField, inSeconds)
      : bodyField !== undefined && bodyField >= 0
        ? seconds(bodyField)
        : undefined)
  )
}
