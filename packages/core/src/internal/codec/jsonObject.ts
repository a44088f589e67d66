import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { lenient } from "./field.js"
import { isEmptyArray } from "./plan/decode.js"

/** An object with free keys. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject => Predicate.isRecord(value)

const Own: Schema.Schema<JsonObject> = Schema.declare(isJsonObject, {
  identifier: "JsonObject",
  message: () => "must be an object",
  arbitrary: () => (fc) => fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue())
})

/** An object in an answer, whose keys and values are handed out as they came. An empty one may come as `[]`. */
export const JsonObject: Schema.Schema<JsonObject, unknown> = Schema.transformOrFail(
  Schema.Unknown,
  Own,
  {
    strict: true,
    decode: (value, _, ast) =>
      isJsonObject(value)
        ? ParseResult.succeed(value)
        : isEmptyArray(value)
          ? ParseResult.succeed({})
          : ParseResult.fail(new ParseResult.Type(ast, value, "not an object")),
    encode: (object) => ParseResult.succeed(object)
  }
)

const mostDepth = 100

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What `JSON.stringify` would leave out, change or break at, each with its path. */
const problemsIn = (
  value: unknown,
  path: ReadonlyArray<PropertyKey>
): ReadonlyArray<Schema.FilterIssue> => {
  if (value === null || Predicate.isString(value) || Predicate.isBoolean(value)) return []
  if (path.length > mostDepth) {
    return [{ path: path.slice(0, 1), message: `must not be nested deeper than ${mostDepth}` }]
  }
  if (Array.isArray(value)) {
    return Array.from<unknown>(value).flatMap((entry, index) => problemsIn(entry, [...path, index]))
  }
  if (Predicate.isObject(value) && isPlainObject(value)) {
    return Object.entries<unknown>({ ...value }).flatMap(([name, own]) =>
      problemsIn(own, [...path, name])
    )
  }
  return Number.isFinite(value)
    ? []
    : [
        {
          path,
          message:
            "must be a value that JSON has: text, a finite number, true, false, null, a list or an object"
        }
      ]
}

/**
 * An object in an input, of what JSON has. Everything else is refused with its path, such as `undefined`, a
 * function or a `Date`: `JSON.stringify` leaves some of it out, and changes other, without a word.
 */
export const JsonObjectInput: Schema.Schema<JsonObject> = Own.pipe(
  Schema.filter((object) => problemsIn(object, []))
)

/** A field with an object whose form is not documented, or none. */
export const asItCame = <K extends string>(key: K) => lenient(JsonObject, key)
