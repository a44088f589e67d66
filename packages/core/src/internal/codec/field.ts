import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { makeOptionDecoder } from "./codec.js"
import { becomesOption } from "./plan/plan.js"

/** A field with another name on the wire. */
export const required = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.propertySignature(schema).pipe(Schema.fromKey(key))

/** A field of an input that may be left out. */
export const optional = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.optional(schema).pipe(Schema.fromKey(key))

/** A field that may be missing or null: an `Option` inside, absent on the wire where it is none. */
export const option = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  Schema.optionalToRequired(
    Schema.NullishOr(schema).annotations(becomesOption({ some: schema.ast, isLenient: false })),
    Schema.OptionFromSelf(Schema.typeSchema(schema)),
    { decode: Option.filter(Predicate.isNotNullable), encode: identity }
  ).pipe(
    Schema.fromKey(key),
    Schema.withConstructorDefault(() => Option.none<A>())
  )

/** {@link lenient} fields of one type: the schema of their option, which takes long to make, is made once. */
export const lenientOf = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = makeOptionDecoder(schema)
  const wire = Schema.Unknown.annotations(becomesOption({ some: schema.ast, isLenient: true }))
  const option = Schema.OptionFromSelf(Schema.typeSchema(schema))
  return <K extends string>(key: K) =>
    Schema.optionalToRequired(wire, option, {
      decode: (value) => Option.flatMap(Option.filter(value, Predicate.isNotNullable), decode),
      encode: (value) => Option.flatMap(value, Schema.encodeOption(schema))
    }).pipe(
      Schema.fromKey(key),
      Schema.withConstructorDefault(() => Option.none<A>())
    )
}

/**
 * A field that informs and decides nothing. Where it is missing, null or of a form that is not
 * documented, it is none, so that it never costs the caller an otherwise good answer.
 */
export const lenient = <A, I, K extends string>(schema: Schema.Schema<A, I>, key: K) =>
  lenientOf(schema)(key)
