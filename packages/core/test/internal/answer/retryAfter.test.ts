import { Headers } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { readRetryAfter } from "../../../src/internal/answer/retryAfter.js"

const millisOf = (headers: Record<string, string>) => {
  const duration = readRetryAfter(Headers.fromInput(headers), undefined, 0)
  return duration && Duration.toMillis(duration)
}

describe("retry-after", () => {
  const date = (second: number) => `Thu, 01 Jan 1970 00:00:${second} GMT`

  it.each([
    ["12", 12_000],
    ["12.375", 12_375],
    ["+3", 3000],
    ["3s", 3000],
    ["3 S", 3000],
    [date(12), 12_000],
    ["Thursday, 01-Jan-70 00:00:12 GMT", 12_000],
    ["1970-01-01T00:00:12Z", 12_000],
    [`${date(12)}, ${date(15)}`, 15_000],
    [`${date(15)},${date(12)}`, 15_000],
    [`14, ${date(12)}`, 14_000],
    [`x, ${date(12)}`, 12_000],
    ["3".padEnd(500), 3000]
  ])("is read: %s", (value, millis) => {
    assert.strictEqual(millisOf({ "retry-after": value }), millis)
  })

  it.each(["", "x3", "3x", "3 x", "-3", "1e3", "3.", "3.x", "soon", "Thu", "3".padEnd(501)])(
    "counts as not there where nothing of it is readable: %j",
    (value) => {
      assert.isUndefined(millisOf({ "retry-after": value }))
    }
  )
})

describe("retry-after-ms", () => {
  it.each([
    ["1500", 1500],
    ["1500.25", 1500.25],
    ["1500, 1500", 1500],
    ["20, 1500, soon", 1500]
  ])("may be sent more than once, and the longest readable value counts: %s", (value, millis) => {
    assert.strictEqual(millisOf({ "retry-after-ms": value, "retry-after": "9" }), millis)
  })

  it("counts as not there where nothing of it is readable", () => {
    assert.strictEqual(millisOf({ "retry-after-ms": "soon, 1e3", "retry-after": "9" }), 9000)
  })
})
