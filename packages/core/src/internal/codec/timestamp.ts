import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

// An hour of 24 is the next day's midnight to some readers, and not a time to others.
const wireForm =
  /^\d{4}-\d\d-\d\d[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/

const plainLength = "YYYY-MM-DD HH:MM:SS".length

/** What may follow the seconds. */
const restForm = /^(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/

/** The number that some digits of a text are: no strings are made for it. */
const numberIn = (text: string, start: number, end: number): number => {
  let number = 0
  for (let index = start; index < end; index += 1) {
    number = number * 10 + text.charCodeAt(index) - 48
  }
  return number
}

/** Fraction of a second and offset, in milliseconds. */
const millisIn = (text: string): number => {
  const [, fraction = "", sign, hours, minutes] = restForm.exec(text.slice(plainLength)) ?? []
  const offset =
    sign === undefined
      ? 0
      : (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? 60_000 : -60_000)
  return Number(fraction.slice(0, 3).padEnd(3, "0")) + offset
}

// Years of four digits. An offset can lead out of them.
const earliest = Date.parse("0000-01-01T00:00:00.000Z")
const latest = Date.parse("9999-12-31T23:59:59.999Z")

// After so many years the calendar repeats itself.
const yearsOfCycle = 400
const cycle = 146_097 * 24 * 60 * 60 * 1000

/** The moment that a text in one of the wire's forms names. */
export const parseTimestamp = (text: string): DateTime.Utc | undefined => {
  if (!wireForm.test(text)) return undefined
  const month = numberIn(text, 5, 7) - 1
  const day = numberIn(text, 8, 10)
  const moment =
    Date.UTC(
      // `Date.UTC` takes the years before 100 for others.
      numberIn(text, 0, 4) + yearsOfCycle,
      month,
      day,
      numberIn(text, 11, 13),
      numberIn(text, 14, 16),
      numberIn(text, 17, 19)
    ) - cycle
  const date = new Date(moment)
  // A day that its month doesn't have is one of the month after.
  if (date.getUTCDate() !== day || date.getUTCMonth() !== month) return undefined
  if (text.length !== plainLength) {
    date.setTime(moment + millisIn(text))
    if (date.getTime() < earliest || date.getTime() > latest) return undefined
  }
  return DateTime.unsafeFromDate(date)
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
