import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** A field that may be missing or null: an `Option` inside, null on the wire when there is none. */
export const nullable = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.optionalWith(schema, {
    as: "Option",
    nullable: true,
    onNoneEncoding: () => Option.some(null)
  }).pipe(
    Schema.fromKey(key),
    Schema.withConstructorDefault(() => Option.none<A>())
  )

/** A field that may be missing or null: an `Option` inside, absent on the wire when there is none. */
export const omittable = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.optionalWith(schema, { as: "Option", nullable: true }).pipe(
    Schema.fromKey(key),
    Schema.withConstructorDefault(() => Option.none<A>())
  )

/**
 * A field that informs but never decides: missing, null or of a form that nobody documented, it is
 * none, so that a debugging aid can't cost the caller an otherwise good answer.
 */
export const informative = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.optionalWith(
    Schema.OptionFromNullishOr(schema, null).annotations({
      decodingFallback: () => Either.right(Option.none())
    }),
    { default: () => Option.none() }
  ).pipe(
    Schema.fromKey(key),
    Schema.withConstructorDefault(() => Option.none<A>())
  )

/** `data` of which nothing is documented: any form will do, and none of it is kept. */
export const Undocumented: Schema.Schema<void, unknown> = Schema.transform(
  Schema.Unknown,
  Schema.Void,
  { strict: true, decode: () => undefined, encode: () => undefined }
)
