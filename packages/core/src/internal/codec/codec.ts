import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"

// Schema interprets its tree anew for every value, with an Either or an Option for each step: that took
// more time than everything else that this library does in a call. Here the tree is read once, into a
// plan that one function follows. A plan knows the kinds of nodes that answers are made of. It leaves
// every other node, and every value that doesn't decode, to Schema itself.
//
// A closure for each node would read better. But each closure is compiled on its own, and between two
// answers all of that code falls out of the processor's cache.

/** The value doesn't decode. */
const failed = Symbol("failed")

/** Only Schema itself can tell. */
const undecided = Symbol("undecided")

/** Whether decoding gave something else than the decoded value. */
const isOutcome = (value: unknown): value is typeof failed | typeof undecided =>
  value === failed || value === undecided

/** How to decode what a node of the tree stands for. */
type Plan =
  | { readonly _tag: "Anything" }
  | { readonly _tag: "AskSchema" }
  | { readonly _tag: "AskSchemaOfRecords" }
  | { readonly _tag: "Primitive"; readonly type: "string" | "number" | "boolean" | "undefined" }
  | { readonly _tag: "Literal"; readonly literal: AST.LiteralValue }
  | { readonly _tag: "Struct"; readonly fields: ReadonlyArray<Field> }
  | { readonly _tag: "ArrayOf"; readonly element: Plan }
  | { readonly _tag: "FirstOf"; readonly members: ReadonlyArray<Plan> }
  | { readonly _tag: "InTurn"; readonly first: Plan; readonly second: Plan }
  | { readonly _tag: "Filter"; readonly from: Plan; readonly ast: AST.Refinement }
  | {
      readonly _tag: "Transform"
      readonly from: Plan
      readonly decode: AST.FinalTransformation["decode"]
      readonly ast: AST.Transformation
    }

interface Field {
  readonly from: PropertyKey
  readonly to: PropertyKey
  readonly isOptional: boolean
  readonly plan: Plan
  /** What becomes of the decoded field, or of its absence, where that is not the field as it is. */
  readonly place: AST.PropertySignatureTransformation["decode"] | undefined
}

const decodeStruct = (fields: ReadonlyArray<Field>, input: unknown): unknown => {
  if (!Predicate.isRecord(input)) return failed
  const output: Record<PropertyKey, unknown> = {}
  for (const { from, isOptional, place, plan, to } of fields) {
    let value: unknown
    const isPresent = !isOptional || Object.hasOwn(input, from)
    if (isPresent) {
      value = decode(plan, input[from])
      if (isOutcome(value)) return value
    }
    if (place === undefined) {
      if (isPresent) output[to] = value
    } else {
      const placed: Option.Option<unknown> = place(isPresent ? Option.some(value) : Option.none())
      if (Option.isSome(placed)) output[to] = placed.value
    }
  }
  return output
}

const decodeArray = (element: Plan, input: unknown): unknown => {
  if (!Array.isArray(input)) return failed
  const output: Array<unknown> = []
  for (const item of input) {
    const value = decode(element, item)
    if (isOutcome(value)) return value
    output.push(value)
  }
  return output
}

const decodeFirst = (members: ReadonlyArray<Plan>, input: unknown): unknown => {
  for (const member of members) {
    const value = decode(member, input)
    if (value !== failed) return value
  }
  return failed
}

/** Decodes by a plan: gives the value, or an outcome that is none. */
const decode = (plan: Plan, input: unknown): unknown => {
  switch (plan._tag) {
    case "Primitive":
      return typeof input === plan.type ? input : failed
    case "FirstOf":
      return decodeFirst(plan.members, input)
    case "Literal":
      return input === plan.literal ? input : failed
    case "Transform": {
      const from = decode(plan.from, input)
      if (isOutcome(from)) return from
      const value = plan.decode(from, AST.defaultParseOption, plan.ast, from)
      if (!Either.isEither(value)) return undecided
      return Either.isRight(value) ? value.right : failed
    }
    case "Struct":
      return decodeStruct(plan.fields, input)
    case "ArrayOf":
      return decodeArray(plan.element, input)
    case "Filter": {
      const value = decode(plan.from, input)
      return isOutcome(value) ||
        Option.isNone(plan.ast.filter(value, AST.defaultParseOption, plan.ast))
        ? value
        : failed
    }
    case "InTurn": {
      const value = decode(plan.first, input)
      return isOutcome(value) ? value : decode(plan.second, value)
    }
    case "Anything":
      return input
    case "AskSchema":
      return undecided
    case "AskSchemaOfRecords":
      return Predicate.isRecord(input) ? undecided : failed
  }
}

const planStruct = (
  ast: AST.TypeLiteral,
  transformations: ReadonlyArray<AST.PropertySignatureTransformation>
): Plan => {
  if (ast.indexSignatures.length > 0) return { _tag: "AskSchema" }
  const fields: Array<Field> = []
  for (const { isOptional, name, type } of ast.propertySignatures) {
    const transformation = transformations.find(({ from }) => from === name)
    const to = transformation === undefined ? name : transformation.to
    const decode = transformation?.decode
    const place = decode === identity ? undefined : decode
    fields.push({ from: name, to, isOptional, plan: planOf(type), place })
  }
  return { _tag: "Struct", fields }
}

/**
 * Whether a type says more than what TypeScript has checked already: where a transformation makes a value,
 * only a filter or another transformation on it has work left to do.
 */
const isChecked = (ast: AST.AST): boolean => {
  switch (ast._tag) {
    case "Refinement":
    case "Transformation":
    case "Suspend":
      return true
    case "Union":
      return ast.types.some(isChecked)
    case "TupleType":
      return [...ast.elements, ...ast.rest].some(({ type }) => isChecked(type))
    case "TypeLiteral":
      return (
        ast.propertySignatures.some(({ type }) => isChecked(type)) ||
        ast.indexSignatures.some(({ type }) => isChecked(type))
      )
    default:
      return false
  }
}

/** In turn with a value that a transformation has made. */
const thenMade = (first: Plan, to: AST.AST): Plan =>
  isChecked(to) ? { _tag: "InTurn", first, second: planOf(to) } : first

const planTransformation = (ast: AST.Transformation): Plan => {
  const { from, to, transformation } = ast
  switch (transformation._tag) {
    case "ComposeTransformation":
      return { _tag: "InTurn", first: planOf(from), second: planOf(to) }
    case "FinalTransformation":
      return thenMade(
        { _tag: "Transform", from: planOf(from), decode: transformation.decode, ast },
        to
      )
    case "TypeLiteralTransformation":
      // What its own functions make of checked fields needs no second check.
      return AST.isTypeLiteral(from)
        ? planStruct(from, transformation.propertySignatureTransformations)
        : { _tag: "AskSchema" }
  }
}

/** How to decode by a schema of this tree. A fallback wants to know the problem, which no plan tells. */
const planOf = (ast: AST.AST): Plan =>
  Option.isSome(AST.getDecodingFallbackAnnotation(ast)) ? { _tag: "AskSchema" } : planNode(ast)

const planNode = (ast: AST.AST): Plan => {
  switch (ast._tag) {
    case "StringKeyword":
      return { _tag: "Primitive", type: "string" }
    case "NumberKeyword":
      return { _tag: "Primitive", type: "number" }
    case "BooleanKeyword":
      return { _tag: "Primitive", type: "boolean" }
    case "UndefinedKeyword":
      return { _tag: "Primitive", type: "undefined" }
    case "UnknownKeyword":
    case "AnyKeyword":
    case "VoidKeyword":
      return { _tag: "Anything" }
    case "Literal":
      return { _tag: "Literal", literal: ast.literal }
    case "Union":
      return { _tag: "FirstOf", members: ast.types.map(planOf) }
    case "TupleType": {
      const [rest, ...more] = ast.rest
      return ast.elements.length > 0 || rest === undefined || more.length > 0
        ? { _tag: "AskSchema" }
        : { _tag: "ArrayOf", element: planOf(rest.type) }
    }
    case "TypeLiteral":
      if (ast.propertySignatures.length > 0) return planStruct(ast, [])
      return { _tag: ast.indexSignatures.length === 0 ? "AskSchema" : "AskSchemaOfRecords" }
    case "Refinement":
      return { _tag: "Filter", from: planOf(ast.from), ast }
    case "Transformation":
      return planTransformation(ast)
    default:
      return { _tag: "AskSchema" }
  }
}

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
    const value = decode((plan ??= planOf(schema.ast)), input)
    return isOutcome(value)
      ? decodeBySchema()(input)
      : // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the plan is that of a schema of A
        Either.right(value as A)
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
