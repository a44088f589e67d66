import { assert, describe, it } from "@effect/vitest"
import { parseTimestamp } from "../../../src/internal/codec/timestamp.js"

const day = 24 * 60 * 60 * 1000

describe("the days of a time", () => {
  it("are those of the calendar, over the 400 years after which it repeats itself", () => {
    const end = Date.parse("2400-03-01T00:00:00Z")
    for (let moment = Date.parse("2000-01-01T00:00:00Z"); moment < end; moment += day) {
      const text = new Date(moment).toISOString().slice(0, 19)
      assert.strictEqual(parseTimestamp(text)?.epochMillis, moment, text)
    }
  })

  it("are those of the first years and of the last ones too", () => {
    const edges = ["0000-01-01", "0000-02-29", "0000-03-01", "0099-12-31", "9999-02-28"]
    for (const text of [...edges, "9999-12-31"]) {
      const moment = Date.parse(`${text}T23:59:59Z`)
      assert.strictEqual(parseTimestamp(`${text} 23:59:59`)?.epochMillis, moment, text)
    }
  })

  it("are none that a month doesn't have", () => {
    const monthsOf30 = ["04", "06", "09", "11"].map((month) => `2024-${month}-31`)
    const odd = ["2023-02-29", "2100-02-29", "2024-02-30", "2024-01-32", "2024-05-00"]
    for (const text of [...monthsOf30, ...odd, "2024-00-01", "2024-13-01"]) {
      assert.isUndefined(parseTimestamp(`${text} 00:00:00`), text)
    }
  })
})
