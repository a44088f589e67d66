import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

/** An object with free keys. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject => Predicate.isRecord(value)

const Own: Schema.Schema<JsonObject> = Schema.declare(isJsonObject, {
  identifier: "JsonObject",
  message: () => "must be an object",
  arbitrary: () => (fc) => fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue())
})

const isEmptyArray = (value: unknown): boolean => Array.isArray(value) && value.length === 0

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

/** An object in an input. JSON has to have a form for its values. */
export const JsonObjectInput: Schema.Schema<JsonObject> = Own.pipe(
  Schema.filter(
    (object) =>
      Either.isRight(Either.try(() => JSON.stringify(object))) ||
      "must hold only what JSON can hold"
  )
)
