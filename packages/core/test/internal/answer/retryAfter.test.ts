import { Headers } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { readRetryAfter } from "../../../src/internal/answer/retryAfter.js"

const millisOf = (headers: Record<string, string>) => {
  const duration = readRetryAfter(Headers.fromInput(headers), undefined, 0)
  return duration && Duration.toMillis(duration)
}

describe("retry-after-ms", () => {
  it.each([
    ["1500", 1500],
    ["1500, 1500", 1500],
    ["20, 1500, soon", 1500]
  ])("may be sent more than once, and the longest readable value counts: %s", (value, millis) => {
    assert.strictEqual(millisOf({ "retry-after-ms": value, "retry-after": "9" }), millis)
  })

  it("counts as not there where nothing of it is readable", () => {
    assert.strictEqual(millisOf({ "retry-after-ms": "soon, 1e3", "retry-after": "9" }), 9000)
  })
})
