import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { parseTimestamp } from "./timestamp.js"

const seconds = "YYYY-MM-DDTHH:MM:SS"

const isoOf = (dateTime: DateTime.DateTime): string => DateTime.formatIso(DateTime.toUtc(dateTime))

/**
 * A moment in an input: any `DateTime`. Encodes to `YYYY-MM-DD HH:MM:SS` in UTC, without fractions of a
 * second. BitGPT prints times in this form; which form it takes is not documented.
 */
export const DateTimeInput: Schema.Schema<DateTime.DateTime, string> = Schema.transformOrFail(
  Schema.String,
  Schema.Union(Schema.DateTimeUtcFromSelf, Schema.DateTimeZonedFromSelf)
    .annotations({ identifier: "DateTime", message: () => "must be a DateTime" })
    .pipe(
      // The ISO form of a year of more digits is longer.
      Schema.filter(
        (dateTime) =>
          isoOf(dateTime).length === `${seconds}.mmmZ`.length || "must be of a year of four digits"
      )
    ),
  {
    strict: true,
    decode: (text, _, ast) => {
      const dateTime = parseTimestamp(text)
      return dateTime === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, text, "must be a timestamp"))
        : ParseResult.succeed(dateTime)
    },
    encode: (dateTime) =>
      ParseResult.succeed(isoOf(dateTime).slice(0, seconds.length).replace("T", " "))
  }
)
