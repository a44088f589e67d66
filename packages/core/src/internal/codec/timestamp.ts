import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

// An hour of 24 is the next day's midnight to some readers, and nothing to others.
const wireForm =
  /^(\d{4}-\d{2}-\d{2})[ T]((?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31

/** The number that so many digits of a text are, NaN if one of them is no digit. */
const digitsAt = (text: string, start: number, length: number): number => {
  let number = 0
  for (let index = start; index < start + length; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return NaN
    number = number * 10 + digit
  }
  return number
}

const isFirstForm = (text: string): boolean =>
  text.length === "YYYY-MM-DD HH:MM:SS".length &&
  text[4] === "-" &&
  text[7] === "-" &&
  text[10] === " " &&
  text[13] === ":" &&
  text[16] === ":"

/**
 * The form that BitGPT prints everywhere, at a third of the time that `Date.parse` takes. Years before
 * 100, which `Date.UTC` takes for others, and all that is not plainly right are left to `parse`.
 */
const parseFirstForm = (text: string): DateTime.Utc | undefined => {
  if (!isFirstForm(text)) return undefined
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const day = digitsAt(text, 8, 2)
  const hour = digitsAt(text, 11, 2)
  const minute = digitsAt(text, 14, 2)
  const second = digitsAt(text, 17, 2)
  return year >= 100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59
    ? DateTime.unsafeMake(Date.UTC(year, month - 1, day, hour, minute, second))
    : undefined
}

// The years that have four digits. An offset can lead out of them.
const earliest = Date.parse("0000-01-01T00:00:00.000Z")
const latest = Date.parse("9999-12-31T23:59:59.999Z")

/** The moment that a text in one of the wire's forms names. */
export const parseTimestamp = (text: string): DateTime.Utc | undefined =>
  parseFirstForm(text) ?? parse(text)

const parse = (text: string): DateTime.Utc | undefined => {
  const match = wireForm.exec(text)
  if (match === null) return undefined
  const [, date, time, zone = "Z"] = match
  const epochMillis = Date.parse(`${date}T${time}${zone}`)
  // Negated, for what is no date is NaN.
  if (!(epochMillis >= earliest && epochMillis <= latest)) return undefined
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
