import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

// An hour of 24 is the next day's midnight to some readers, and not a time to others.
const wireForm =
  /^(\d{4})-(\d\d)-(\d\d)[ T]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))?$/

// Years of four digits. An offset can lead out of them.
const earliest = Date.parse("0000-01-01T00:00:00.000Z")
const latest = Date.parse("9999-12-31T23:59:59.999Z")

/** The moment that a text in one of the wire's forms names. */
export const parseTimestamp = (text: string): DateTime.Utc | undefined => {
  const match = wireForm.exec(text)
  if (match === null) return undefined
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = "",
    sign,
    offsetHours,
    offsetMinutes
  ] = match
  // Not with the year, because `Date.UTC` takes those before 100 for others.
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // A day that its month doesn't have is one of the month after.
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1)
    return undefined
  const offset =
    sign === undefined
      ? 0
      : (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? 60_000 : -60_000)
  const millis = date.setUTCHours(
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, "0"))
  )
  const moment = millis + offset
  return moment >= earliest && moment <= latest ? DateTime.unsafeMake(moment) : undefined
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
        .date({ min: new Date(earliest), max: new Date(latest), noInvalidDate: true })
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
