import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { parseHttpDate } from "../../../src/internal/answer/httpDate.js"

const now = Date.UTC(2026, 10, 24)
const isoOf = (text: string) => {
  const millis = parseHttpDate(text, now)
  return millis === undefined ? undefined : new Date(millis).toISOString()
}

describe("parseHttpDate", () => {
  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    // As some servers write them.
    ["sun, 06 nov 1994 08:49:37 gmt", "1994-11-06T08:49:37.000Z"],
    ["SUN, 06 NOV 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"],
    ["Wednesday, 30-Sep-26 00:00:00 GMT", "2026-09-30T00:00:00.000Z"],
    ["Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59.000Z"],
    // Within 50 years ahead, and beyond.
    ["Tuesday, 24-Nov-76 00:00:00 GMT", "2076-11-24T00:00:00.000Z"],
    ["Thursday, 24-Nov-77 00:00:00 GMT", "1977-11-24T00:00:00.000Z"],
    // A leap second, which RFC 9110 allows.
    ["Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00.000Z"]
  ])("%s is %s", (text, iso) => {
    assert.strictEqual(isoOf(text), iso)
  })

  it.each([
    "",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 CET",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT",
    "1994-11-06T08:49:37Z",
    "784111777",
    // Days and times that don't exist.
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 31 Nov 1994 08:49:37 GMT",
    "Wed, 29 Feb 2023 08:49:37 GMT",
    "Sun, 99 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT",
    "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sunday, 31-Nov-94 08:49:37 GMT",
    "Sun Nov  0 08:49:37 1994"
  ])("%j is none", (text) => {
    assert.isUndefined(parseHttpDate(text, now))
  })

  it.each([...Array(12).keys()])("knows month %i of the year, from 0", (month) => {
    const first = Date.UTC(2026, month)
    assert.strictEqual(parseHttpDate(new Date(first).toUTCString(), now), first)
  })

  const seconds = FastCheck.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 })

  it.prop("reads what the platform writes", [seconds], ([seconds]) => {
    assert.strictEqual(parseHttpDate(new Date(seconds * 1000).toUTCString(), now), seconds * 1000)
  })
})
