import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"
import { filter } from "effect/Record"
import * as Schema from "effect/Schema"
import { isObject, parse } from "../values/json.js"
import { parse as parseTime } from "../values/time.js"
import type { FakeRequest } from "./message.js"
import { invalid, malformed, type Refused } from "./refused.js"

/** What the validator says of a field, after "The … field": `must be a string.` */
const says = (text: string) => ({ message: () => text })

export const text = Schema.String.annotations(says("must be a string."))

export const number = Schema.JsonNumber.annotations(says("must be a number."))

/** A whole number from `least` on. */
export const integer = (least: number) =>
  Schema.Number.pipe(
    Schema.filter(
      (value) => Number.isSafeInteger(value) && value >= least,
      says(`must be an integer of at least ${least}.`)
    )
  ).annotations(says("must be an integer."))

export const list = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Array(item).annotations(says("must be a list."))

export const object = Schema.Record({ key: Schema.String, value: Schema.Unknown }).annotations(
  says("must be an object.")
)

/** A text that passes a test. */
export const textThat = (passes: (value: string) => boolean, message: string) =>
  text.pipe(Schema.filter(passes, says(message)))

/** One of these words. */
export const oneOf = (words: ReadonlyArray<string>) =>
  textThat((value) => words.includes(value), `must be one of ${words.join(", ")}.`)

export const filledText = textThat((value) => value.trim() !== "", "is required.")

/** A text that is not empty and has at most 255 characters. */
export const label = filledText.pipe(
  Schema.filter(
    (value) => Array.from(value).length <= 255,
    says("must not be longer than 255 characters.")
  )
)

export const time = textThat(
  (value) => parseTime(value) !== undefined,
  "must be a date of the form YYYY-MM-DD HH:MM:SS."
)

/** A field that may be left out or null. */
export const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optional(Schema.NullOr(schema))

const validatorOf = (error: ParseResult.ParseError): Readonly<Record<string, string>> => {
  const validator: Record<string, string> = {}
  for (const { _tag, message, path } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
    const field = path.map(String).join(".")
    validator[field] ??= `The ${field} field ${_tag === "Missing" ? "is required." : message}`
  }
  // A list that may be null is also "not null" where only an item of it is wrong.
  return filter(
    validator,
    (_, field) => !Object.keys(validator).some((other) => other.startsWith(`${field}.`))
  )
}

/** Checks values. All that are wrong are in the validator, by their name. */
export const check = <A, I>(
  schema: Schema.Schema<A, I>,
  values: unknown
): Effect.Effect<A, Refused> =>
  Effect.mapError(Schema.decodeUnknown(schema, { errors: "all" })(values), (error) =>
    invalid(validatorOf(error))
  )

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json *(?:;|$)/i.test(contentType ?? "")

/** Reads the JSON object in a request's body. Fields that it does not know are ignored. */
export const readJson = <A, I>(
  schema: Schema.Schema<A, I>,
  { body, headers }: FakeRequest
): Effect.Effect<A, Refused> =>
  Effect.suspend(() => {
    const json = parse(new TextDecoder().decode(body))
    if (!isObject(json)) return malformed("The request body must be a JSON object.")
    return isJson(headers["content-type"])
      ? check(schema, json)
      : malformed("JSON must be sent with the header Content-Type: application/json.")
  })

/** A query's whole number, or what stands for it where the query has none. */
const queryInteger = (query: URLSearchParams, field: string): unknown => {
  const value = query.get(field)
  return value !== null && /^-?\d+$/.test(value) ? Number(value) : (value ?? undefined)
}

/** Reads these fields of a query, `limit` and `offset` as numbers. */
export const readQuery = <A, I>(
  schema: Schema.Schema<A, I>,
  query: URLSearchParams
): Effect.Effect<A, Refused> =>
  check(schema, {
    ...Object.fromEntries(query),
    limit: queryInteger(query, "limit"),
    offset: queryInteger(query, "offset")
  })
