import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { makeDecoder } from "../internal/codec/codec.js"
import { checkedResult } from "../internal/codec/plan/plan.js"
import { lenient, lenientOf } from "../internal/codec/field.js"
import { isJsonObject, JsonObject } from "../internal/codec/jsonObject.js"

const Figure = Schema.Union(
  Schema.JsonNumber,
  Schema.compose(Schema.NumberFromString, Schema.JsonNumber)
)

/** A count, a rate or a time span, which BitGPT may print as text. */
export const figure = lenientOf(Figure)

/** A text. */
export const text = lenientOf(Schema.String)

/** An object whose fields are all lenient. It may come as `[]`. */
export const group = <A, I, K extends string>(fields: Schema.Schema<A, I>, key: K) =>
  lenient(Schema.compose(JsonObject, fields, { strict: false }), key)

/** A row that is no object has no readable field. It must not cost the other rows. */
const Row: Schema.Schema<JsonObject, unknown> = Schema.transform(
  Schema.Unknown,
  Schema.typeSchema(JsonObject),
  {
    strict: true,
    decode: (row) => (isJsonObject(row) ? row : {}),
    encode: (row) => row
  }
)

/** Rows of a table, whose fields are all lenient. */
export const table = <A, I, K extends string>(fields: Schema.Schema<A, I>, key: K) =>
  lenient(Schema.Array(Schema.compose(Row, fields, { strict: false })), key)

/** What analytics have beside their figures. */
const Raw = Schema.Struct({
  /**
   * The answer as it came, with the fields that this version doesn't know. `Redacted`, because credentials
   * and secrets may be in it.
   */
  raw: Schema.RedactedFromSelf(Schema.typeSchema(JsonObject))
})

/** Analytics whose fields are all lenient, with the answer as it came. */
export const analytics = <A extends object, I extends object>(fields: Schema.Schema<A, I>) => {
  const decode = makeDecoder(fields)
  return Schema.transformOrFail(JsonObject, Schema.extend(Schema.typeSchema(fields), Raw), {
    strict: true,
    decode: (wire) =>
      Either.mapBoth(decode(wire), {
        onLeft: ({ issue }) => issue,
        onRight: (decoded) => ({ ...decoded, raw: Redacted.make(wire) })
      }),
    encode: (analytics) =>
      Either.mapBoth(Schema.encodeEither(fields)(analytics), {
        onLeft: ({ issue }) => issue,
        onRight: (encoded) => ({ ...Redacted.value(analytics.raw), ...encoded })
      })
  }).annotations(checkedResult)
}
