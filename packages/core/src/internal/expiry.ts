import * as DateTime from "effect/DateTime"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { parseTimestamp } from "./timestamp.js"

/**
 * When a key is to expire, as an input: any `DateTime`, to the second below. Encodes to
 * `YYYY-MM-DD HH:MM:SS` in UTC, the form in which BitGPT prints it; in which form BitGPT takes it is
 * not documented.
 */
export const Expiry: Schema.Schema<DateTime.DateTime, string> = Schema.transformOrFail(
  Schema.String,
  Schema.Union(Schema.DateTimeUtcFromSelf, Schema.DateTimeZonedFromSelf).annotations({
    identifier: "DateTime",
    message: () => "must be a DateTime"
  }),
  {
    strict: true,
    decode: (text, _, ast) => {
      const dateTime = parseTimestamp(text)
      return dateTime === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, text, "must be a timestamp"))
        : ParseResult.succeed(dateTime)
    },
    encode: (dateTime, _, ast) => {
      const iso = DateTime.formatIso(DateTime.toUtc(dateTime))
      return iso.length === "YYYY-MM-DDTHH:MM:SS.mmmZ".length
        ? ParseResult.succeed(iso.slice(0, 19).replace("T", " "))
        : ParseResult.fail(new ParseResult.Type(ast, dateTime, "must be of a year of four digits"))
    }
  }
)
