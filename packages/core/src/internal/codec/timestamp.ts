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

// The days before a month, in a year that begins in March: then the leap day is the last one.
const daysBefore = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275]
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The days from 1970 to a day, which is not there in every year. A `Date` takes ten times as long. */
const daysTo = (year: number, month: number, day: number): number | undefined => {
  const before = daysBefore[month - 1]
  const length = monthLengths[month - 1]
  if (before === undefined || length === undefined || day < 1 || day > length) return undefined
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2 && day === 29 && !isLeap) return undefined
  const years = month < 3 ? year - 1 : year
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leapDays + before + day - 719_469
}

// Years of four digits. An offset can lead out of them.
const earliest = Date.parse("0000-01-01T00:00:00.000Z")
const latest = Date.parse("9999-12-31T23:59:59.999Z")

const epoch = DateTime.unsafeMake(0)

/** The moment that a text in one of the wire's forms names. */
export const parseTimestamp = (text: string): DateTime.Utc | undefined => {
  if (!wireForm.test(text)) return undefined
  const days = daysTo(numberIn(text, 0, 4), numberIn(text, 5, 7), numberIn(text, 8, 10))
  if (days === undefined) return undefined
  const minutes = (days * 24 + numberIn(text, 11, 13)) * 60 + numberIn(text, 14, 16)
  const seconds = (minutes * 60 + numberIn(text, 17, 19)) * 1000
  const moment = text.length === plainLength ? seconds : seconds + millisIn(text)
  if (moment < earliest || moment > latest) return undefined
  // `DateTime.unsafeMake` would make a `Date` first, and take half as long again.
  return DateTime.mapEpochMillis(epoch, () => moment)
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
