import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

const wireForm = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/

/** The moment that a text in one of the wire's forms names. */
export const parseTimestamp = (text: string): DateTime.Utc | undefined => {
  const match = wireForm.exec(text)
  if (match === null) return undefined
  const [, date, time, zone = "Z"] = match
  const epochMillis = Date.parse(`${date}T${time}${zone}`)
  if (Number.isNaN(epochMillis)) return undefined
  // Engines disagree on days that a month doesn't have: some roll them over into the next one.
  const startOfDay = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(startOfDay) || !new Date(startOfDay).toISOString().startsWith(`${date}T`)) {
    return undefined
  }
  return DateTime.unsafeMake(epochMillis)
}

const format = (dateTime: DateTime.Utc): string | undefined => {
  const iso = DateTime.formatIso(dateTime)
  if (iso.length !== "YYYY-MM-DDTHH:MM:SS.mmmZ".length) return undefined
  const time = iso.endsWith(".000Z") ? iso.slice(11, 19) : iso.slice(11, 23)
  return `${iso.slice(0, 10)} ${time}`
}

/**
 * A moment as BitGPT prints it: `YYYY-MM-DD HH:MM:SS`, the same with milliseconds, or ISO 8601.
 * Where no zone is printed, UTC is assumed: the documentation names none. Encodes to the first
 * form, and to the second where there are milliseconds to keep.
 */
export const Timestamp: Schema.Schema<DateTime.Utc, string> = Schema.transformOrFail(
  Schema.String,
  Schema.DateTimeUtcFromSelf.annotations({
    arbitrary: () => (fc) =>
      fc
        .date({
          min: new Date("0000-01-01T00:00:00.000Z"),
          max: new Date("9999-12-31T23:59:59.999Z"),
          noInvalidDate: true
        })
        .map((date) => DateTime.unsafeMake(date))
  }),
  {
    strict: true,
    decode: (text, _, ast) => {
      const dateTime = parseTimestamp(text)
      return dateTime === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, text, "not a timestamp"))
        : ParseResult.succeed(dateTime)
    },
    encode: (dateTime, _, ast) => {
      const text = format(dateTime)
      return text === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, dateTime, "not a year of four digits"))
        : ParseResult.succeed(text)
    }
  }
).annotations({ identifier: "Timestamp" })
