import * as BigDecimal from "effect/BigDecimal"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

// Not all that `BigDecimal.fromString` reads: to it "" is 0, and "1e3" is 1000.
const plainDecimal = /^-?\d+(?:\.\d+)?$/

const format = ({ scale, value }: BigDecimal.BigDecimal): string => {
  if (scale <= 0) return String(value * 10n ** BigInt(-scale))
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0")
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** An amount as BitGPT prints it: a decimal string of any length, or a JSON number. */
export const Amount: Schema.Schema<BigDecimal.BigDecimal, string | number> = Schema.transformOrFail(
  Schema.Union(Schema.String, Schema.Number),
  Schema.BigDecimalFromSelf,
  {
    strict: true,
    decode: (input, _, ast) => {
      const isReadable =
        typeof input === "number" ? Number.isFinite(input) : plainDecimal.test(input)
      return isReadable
        ? ParseResult.succeed(BigDecimal.unsafeFromString(String(input)))
        : ParseResult.fail(new ParseResult.Type(ast, input, "not an amount"))
    },
    encode: (amount) => ParseResult.succeed(format(amount))
  }
).annotations({ identifier: "Amount" })
