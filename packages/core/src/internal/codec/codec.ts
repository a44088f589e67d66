import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { decode, failed, isOutcome, lastTrail, type Plan } from "./plan/decode.js"
import { issueOf } from "./plan/issue.js"
import { planOf } from "./plan/plan.js"

/** Makes a value when it is first asked for: a program seldom uses all that it imports. */
export const lazily = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}

/** Gives the type of a schema the name that editors show for it. */
export const named =
  <A>() =>
  <I>(schema: Schema.Schema<A, I>): Schema.Schema<A, I> =>
    schema

/** A decoder that doesn't say why a value can't be decoded, which costs more than decoding. */
export const makeOptionDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Option.Option<A>) => {
  let plan: Plan | undefined
  const decodeBySchema = lazily(() => Schema.decodeUnknownOption(schema))
  return (input) => {
    const value = decode((plan ??= planOf(schema.ast)), input)
    if (value === failed) return Option.none()
    return isOutcome(value)
      ? decodeBySchema()(input)
      : // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the plan is that of a schema of A
        Option.some(value as A)
  }
}

/**
 * A decoder that follows a plan, and asks Schema itself about all that the plan doesn't decode: for
 * values that only Schema can decode, and for what is wrong with the others.
 */
export const makeDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Either.Either<A, ParseResult.ParseError>) => {
  let plan: Plan | undefined
  const decodeBySchema = lazily(() => Schema.decodeUnknownEither(schema))
  return (input) => {
    plan ??= planOf(schema.ast)
    const value = decode(plan, input)
    if (value === failed) {
      const issue = issueOf(plan, schema.ast, input, lastTrail())
      if (issue !== undefined) return Either.left(ParseResult.parseError(issue))
    }
    return isOutcome(value)
      ? decodeBySchema()(input)
      : // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the plan is that of a schema of A
        Either.right(value as A)
  }
}

/** Whether a value has no fields: an object may have fields that the schema doesn't know. */
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
 * An encoder that refuses fields which the schema doesn't know, and says everything that is wrong. It
 * follows a plan for values that are the same on the wire, and asks Schema itself about all others.
 */
export const makeEncoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: A) => Either.Either<I, ParseResult.ParseError>) => {
  const same = lazily(() => {
    const plan = planSame(schema.ast)
    return {
      plan,
      names: new Set(plan._tag === "Struct" ? plan.fields.map(({ from }) => from) : [])
    }
  })
  const encodeBySchema = lazily(() =>
    Schema.encodeUnknownEither(schema, { errors: "all", onExcessProperty: "error" })
  )
  return (input) => {
    const { names, plan } = same()
    const value = decode(plan, input)
    return !isOutcome(value) &&
      Predicate.isRecord(input) &&
      Reflect.ownKeys(input).every((key) => names.has(key))
      ? // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- where nothing is changed, an I is an A
        Either.right(value as I)
      : encodeBySchema()(input)
  }
}
