import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { decode, isOutcome, type Plan, planOf } from "./decodePlan.js"
import { lazily } from "./lazily.js"

/**
 * A decoder that is quick with what decodes. It gives none for all else: for a value that doesn't
 * decode as for one that only Schema itself can decode.
 */
export const makeFastDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Option.Option<A>) => {
  const plan = planOf(schema.ast)
  return (input) => {
    const value = decode(plan, input)
    if (isOutcome(value)) return Option.none()
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the plan is that of a schema of A
    return Option.some(value as A)
  }
}

/** A decoder that is quick with what decodes, and says what Schema says of the rest. */
export const makeDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Either.Either<A, ParseResult.ParseError>) => {
  const decodeFast = makeFastDecoder(schema)
  const decodeBySchema = lazily(() => Schema.decodeUnknownEither(schema))
  return (input) => {
    const decoded = decodeFast(input)
    return Option.isSome(decoded) ? Either.right(decoded.value) : decodeBySchema()(input)
  }
}

/** Whether a value has no fields of its own, which could be others than the schema knows. */
const isFlat = (plan: Plan): boolean =>
  plan._tag === "Primitive" ||
  plan._tag === "Literal" ||
  (plan._tag === "Filter" && isFlat(plan.from))

/**
 * A plan for encoding, where the schema's values are the same on the wire: decoding them checks them,
 * and copies what the schema knows.
 */
const planSame = (ast: AST.AST): Plan => {
  const plan = planOf(ast)
  return AST.typeAST(ast) === ast &&
    plan._tag === "Struct" &&
    plan.fields.every((field) => isFlat(field.plan))
    ? plan
    : { _tag: "AskSchema" }
}

/**
 * An encoder that is quick with a value that is the same on the wire. It gives none for all else, and
 * for a value with a field that the schema doesn't know.
 */
export const makeFastEncoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: A) => Option.Option<I>) => {
  const plan = planSame(schema.ast)
  const names = new Set<PropertyKey>(
    plan._tag === "Struct" ? plan.fields.map(({ from }) => from) : []
  )
  return (input) => {
    const value = decode(plan, input)
    return !isOutcome(value) &&
      Predicate.isRecord(input) &&
      Reflect.ownKeys(input).every((key) => names.has(key))
      ? // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- where nothing is changed, an I is an A
        Option.some(value as I)
      : Option.none()
  }
}

/** An encoder that refuses fields which the schema doesn't know, and says all that is wrong. */
export const makeEncoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: A) => Either.Either<I, ParseResult.ParseError>) => {
  const encodeFast = makeFastEncoder(schema)
  const encodeBySchema = lazily(() =>
    Schema.encodeUnknownEither(schema, { errors: "all", onExcessProperty: "error" })
  )
  return (input) => {
    const encoded = encodeFast(input)
    return Option.isSome(encoded) ? Either.right(encoded.value) : encodeBySchema()(input)
  }
}
