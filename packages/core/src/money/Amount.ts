/**
 * Amounts of money: exact, of any number of decimals.
 *
 * @module
 */
import * as BigDecimal from "effect/BigDecimal"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

const plainDecimal = /^-?\d+(?:\.\d+)?$/

/**
 * BitGPT prints 30 decimals. Far more digits are a mistake, and to read or write them takes time that grows
 * faster than their number.
 */
const mostDigits = 200

/** `BigDecimal.fromString` takes `""` for 0, reads powers of ten, and takes twice as long. */
const parse = (text: string): Option.Option<BigDecimal.BigDecimal> => {
  if (text.length > mostDigits || !plainDecimal.test(text)) return Option.none()
  const point = text.indexOf(".")
  return Option.some(
    point === -1
      ? BigDecimal.make(BigInt(text), 0)
      : BigDecimal.make(
          BigInt(text.slice(0, point) + text.slice(point + 1)),
          text.length - point - 1
        )
  )
}

/**
 * Writes an amount as plain decimal text, without a power of ten: `BigDecimal.format` writes `1e-18` for
 * the smallest unit of Ether.
 *
 * By default, the text is exact and has no zeros at its end. `decimals` gives exactly that many, rounded to
 * the nearest, and away from zero where two are as near.
 *
 * @example
 * ```ts
 * import { formatAmount } from "effect-bitgpt"
 * import { BigDecimal } from "effect"
 *
 * const price = BigDecimal.unsafeFromString("504.818257074815000000000000000000")
 *
 * formatAmount(price) // "504.818257074815"
 * formatAmount(price, { decimals: 2 }) // "504.82"
 * ```
 */
export const formatAmount = (
  amount: BigDecimal.BigDecimal,
  options?: {
    /** How many digits stand behind the point: 0 or more. */
    readonly decimals?: number | undefined
  }
): string => {
  const { decimals } = options ?? {}
  if (decimals !== undefined && !(Number.isInteger(decimals) && decimals >= 0)) {
    throw new RangeError("formatAmount: decimals must be an integer of 0 or more")
  }
  const shown =
    decimals === undefined
      ? BigDecimal.normalize(amount)
      : BigDecimal.round(amount, { scale: decimals })
  const places = decimals ?? Math.max(shown.scale, 0)
  const { value } = BigDecimal.scale(shown, places)
  const digits = String(value < 0n ? -value : value).padStart(places + 1, "0")
  const whole = (value < 0n ? "-" : "") + digits.slice(0, digits.length - places)
  return places === 0 ? whole : `${whole}.${digits.slice(-places)}`
}

/**
 * Schema of an amount as BitGPT prints it: decimal text of any length, or a JSON number in some answers.
 * Encodes to plain decimal text. Nothing is rounded, unlike with a `number`, which holds no more than 15 to
 * 17 digits.
 *
 * `Schema.BigDecimal` takes `""` for 0, and encodes `0.000000000000000001` to `1e-18`.
 *
 * @example
 * ```ts
 * import { Amount } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const price = Schema.decodeSync(Amount)("0.000126300000000000000000000000")
 * ```
 */
export const Amount: Schema.Schema<BigDecimal.BigDecimal, string | number> = Schema.transformOrFail(
  Schema.Union(Schema.String, Schema.Number),
  Schema.BigDecimalFromSelf,
  {
    strict: true,
    decode: (wire, _, ast) =>
      ParseResult.fromOption(
        typeof wire === "number" ? BigDecimal.safeFromNumber(wire) : parse(wire),
        () => new ParseResult.Type(ast, wire, "not an amount")
      ),
    encode: (amount) => ParseResult.succeed(formatAmount(amount))
  }
).annotations({ identifier: "Amount" })

/**
 * An amount in an input: a `BigDecimal`, or plain decimal text such as `"12.50"`.
 *
 * @example
 * ```ts
 * import type { AmountInput } from "effect-bitgpt"
 *
 * const price: AmountInput = "12.50"
 * ```
 */
export type AmountInput = BigDecimal.BigDecimal | string

const amountOf = (input: AmountInput): Option.Option<BigDecimal.BigDecimal> =>
  typeof input === "string" ? parse(input) : Option.some(input)

const problemWith = (input: AmountInput): string | undefined => {
  if (typeof input === "string" && input.length > mostDigits) return "must not be that long"
  const amount = amountOf(input)
  if (Option.isNone(amount)) return "must be plain decimal text such as 12.50"
  return Math.abs(amount.value.scale) <= mostDigits ? undefined : "must not have that many digits"
}

const Input = Schema.Union(Schema.BigDecimalFromSelf, Schema.String)
  .annotations({ message: () => "must be a BigDecimal or decimal text such as 12.50" })
  .pipe(
    Schema.filter((input) => problemWith(input) ?? true, {
      arbitrary: () => (fc) =>
        fc
          .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(30), fc.boolean())
          .map(([value, scale, isText]) => {
            const amount = BigDecimal.make(value, scale)
            return isText ? formatAmount(amount) : amount
          })
    })
  )

const sentAs = <Wire>(
  wire: Schema.Schema<Wire>,
  input: Schema.Schema<AmountInput>,
  codec: {
    readonly read: (wire: Wire) => Option.Option<BigDecimal.BigDecimal>
    readonly write: (amount: BigDecimal.BigDecimal) => Wire
  }
): Schema.Schema<AmountInput, Wire> =>
  Schema.transformOrFail(wire, input, {
    strict: true,
    decode: (text, _, ast) =>
      ParseResult.fromOption(codec.read(text), () => new ParseResult.Type(ast, text)),
    encode: (input, _, ast) =>
      ParseResult.fromOption(
        Option.map(amountOf(input), codec.write),
        () => new ParseResult.Type(ast, input)
      )
  })

/** An amount that is sent as plain decimal text. */
export const AmountInput = sentAs(Schema.String, Input, { read: parse, write: formatAmount })

const toNumber = (amount: BigDecimal.BigDecimal): number => Number(formatAmount(amount))

const isExactAsNumber = (input: AmountInput): boolean =>
  Option.exists(amountOf(input), (amount) =>
    Option.exists(BigDecimal.safeFromNumber(toNumber(amount)), BigDecimal.equals(amount))
  )

/** An amount that is sent as a JSON number. One that such a number can't hold exactly is refused. */
export const AmountNumberInput = sentAs(
  Schema.Number,
  Input.pipe(
    Schema.filter(
      (input) =>
        isExactAsNumber(input) || "must not have more digits than a JSON number holds exactly"
    )
  ),
  { read: BigDecimal.safeFromNumber, write: toNumber }
)

/** An amount that is not below 0. */
export const nonNegative = <Wire>(
  amount: Schema.Schema<AmountInput, Wire>
): Schema.Schema<AmountInput, Wire> =>
  amount.pipe(
    Schema.filter(
      (input) => !Option.exists(amountOf(input), BigDecimal.isNegative) || "must not be negative"
    )
  )
