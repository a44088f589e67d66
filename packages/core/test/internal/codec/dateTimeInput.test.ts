import { assert, describe, it } from "@effect/vitest"
import { DateTime, Either, FastCheck, Schema } from "effect"
import { DateTimeInput } from "../../../src/internal/codec/dateTimeInput.js"
import { inputProblems } from "../../../src/internal/codec/problems.js"

const encode = Schema.encodeUnknownEither(DateTimeInput)
const decode = Schema.decodeUnknownEither(DateTimeInput)

const problemsOf = (value: unknown) => inputProblems(Either.getOrThrow(Either.flip(encode(value))))

describe("DateTimeInput", () => {
  it("is written in UTC, without fractions of a second", () => {
    const utc = DateTime.unsafeMake("2025-07-04T12:00:00.987Z")
    const zoned = DateTime.unsafeMakeZoned(utc, { timeZone: "Europe/Zurich" })

    assert.deepStrictEqual(encode(utc), Either.right("2025-07-04 12:00:00"))
    assert.deepStrictEqual(encode(zoned), Either.right("2025-07-04 12:00:00"))
  })

  it.prop(
    "is read as it was written, but for the fractions",
    [
      FastCheck.date({
        min: new Date("0000-01-01"),
        max: new Date("9999-12-31"),
        noInvalidDate: true
      })
    ],
    ([date]) => {
      const read = Either.getOrThrow(Either.flatMap(encode(DateTime.unsafeMake(date)), decode))
      const lost = date.getTime() - DateTime.toEpochMillis(read)

      assert.isAtLeast(lost, 0)
      assert.isBelow(lost, 1000)
    }
  )

  it.each([
    [DateTime.unsafeMake({ year: 10_000 }), "must be of a year of four digits"],
    [DateTime.unsafeMake({ year: -1 }), "must be of a year of four digits"],
    ["2025-07-04 12:00:00", "must be a DateTime"],
    [new Date(0), "must be a DateTime"]
  ])("refuses %s", (value, problem) => {
    assert.deepStrictEqual(problemsOf(value), { input: problem })
  })

  it.each(["", "2025-02-30 00:00:00", "tomorrow"])("reads no time from %j", (text) => {
    const { message } = Either.getOrThrow(Either.flip(decode(text)))
    assert.include(message, "must be a timestamp")
  })

  it("has its name in the type of an input", () => {
    const Input = Schema.typeSchema(Schema.Struct({ at: DateTimeInput }))
    assert.match(String(Input), /\bDateTime\b/)
  })
})
