import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as AST from "effect/SchemaAST"

// Schema interprets its tree anew for every value, with an Either or an Option for each step: that took
// more time than everything else that this library does in a call. Here the tree is read once, into a
// plan that one function follows. A plan knows the kinds of nodes that answers are made of. It leaves
// every other node, and every value that doesn't decode, to Schema itself.
//
// A closure for each node would read better. But each closure is compiled on its own, and between two
// answers all of that code falls out of the processor's cache.

/** The value doesn't decode. */
export const failed = Symbol("failed")

/** Where the last value failed, from the inside out: the names of fields and the positions in lists. */
const trail: Array<PropertyKey> = []

/** Where the value failed that was decoded last: the path to its part that did, the last step first. */
export const lastTrail = (): Array<PropertyKey> => [...trail]

const fail = (): typeof failed => {
  trail.length = 0
  return failed
}

/** Only Schema itself can tell. */
const undecided = Symbol("undecided")

/** Whether decoding gave something else than the decoded value. */
export const isOutcome = (value: unknown): value is typeof failed | typeof undecided =>
  value === failed || value === undecided

/** How to decode what a node of the tree stands for. */
export type Plan =
  | { readonly _tag: "Anything" }
  | { readonly _tag: "AskSchema" }
  | { readonly _tag: "AskSchemaOfRecords" }
  | { readonly _tag: "Primitive"; readonly type: "string" | "number" | "boolean" | "undefined" }
  | { readonly _tag: "Literal"; readonly literal: AST.LiteralValue }
  | { readonly _tag: "Declared"; readonly decode: DecodeDeclared; readonly ast: AST.Declaration }
  | { readonly _tag: "Struct"; readonly fields: ReadonlyArray<Field> }
  | { readonly _tag: "ArrayOf"; readonly element: Plan }
  | {
      readonly _tag: "FirstOf"
      readonly members: ReadonlyArray<Plan>
      /** The only one of them that can decode an object or a list. */
      readonly only: Plan | undefined
    }
  | { readonly _tag: "InTurn"; readonly first: Plan; readonly second: Plan }
  | { readonly _tag: "Filter"; readonly from: Plan; readonly ast: AST.Refinement }
  | {
      readonly _tag: "Transform"
      readonly from: Plan
      readonly decode: AST.FinalTransformation["decode"]
      readonly ast: AST.Transformation
    }

type DecodeDeclared = ReturnType<AST.Declaration["decodeUnknown"]>

export interface Field {
  readonly from: PropertyKey
  readonly to: PropertyKey
  readonly isOptional: boolean
  readonly plan: Plan
  /** What becomes of the decoded field, or of its absence, where that is not the field as it is. */
  readonly place: AST.PropertySignatureTransformation["decode"] | undefined
  /** What its absence becomes, which is always the same. */
  readonly absent: Option.Option<unknown>
}

const decodeStruct = (fields: ReadonlyArray<Field>, input: unknown): unknown => {
  if (!Predicate.isRecord(input)) return fail()
  const output: Record<PropertyKey, unknown> = {}
  for (const { absent, from, isOptional, place, plan, to } of fields) {
    let value: unknown
    const isPresent = !isOptional || Object.hasOwn(input, from)
    if (isPresent) {
      value = decode(plan, input[from])
      if (isOutcome(value)) {
        trail.push(from)
        return value
      }
    }
    if (place === undefined) {
      if (isPresent) output[to] = value
    } else {
      const placed: Option.Option<unknown> = isPresent ? place(Option.some(value)) : absent
      if (Option.isSome(placed)) output[to] = placed.value
    }
  }
  return output
}

const decodeArray = (element: Plan, input: unknown): unknown => {
  if (!Array.isArray(input)) return fail()
  const output: Array<unknown> = []
  for (const item of input) {
    const value = decode(element, item)
    if (isOutcome(value)) {
      trail.push(output.length)
      return value
    }
    output.push(value)
  }
  return output
}

const isPlain = ({ _tag }: Plan): boolean => _tag === "Literal" || _tag === "Primitive"

const planUnion = (members: ReadonlyArray<Plan>): Plan => {
  const [only, ...others] = members.filter((member) => !isPlain(member))
  return { _tag: "FirstOf", members, only: others.length === 0 ? only : undefined }
}

const decodeFirst = (members: ReadonlyArray<Plan>, input: unknown): unknown => {
  for (const member of members) {
    const value = decode(member, input)
    if (value !== failed) return value
  }
  return fail()
}

/** What a function of a schema made, unless it needs an effect for it. */
const madeBy = (result: unknown): unknown => {
  if (!Either.isEither(result)) return undecided
  return Either.isRight(result) ? result.right : fail()
}

/** Decodes by a plan: gives the value, or an outcome that is none. */
export const decode = (plan: Plan, input: unknown): unknown => {
  switch (plan._tag) {
    case "Primitive":
      return typeof input === plan.type ? input : fail()
    case "FirstOf":
      return plan.only !== undefined && Predicate.isObject(input)
        ? decode(plan.only, input)
        : decodeFirst(plan.members, input)
    case "Literal":
      return input === plan.literal ? input : fail()
    case "Transform": {
      const from = decode(plan.from, input)
      return isOutcome(from)
        ? from
        : madeBy(plan.decode(from, AST.defaultParseOption, plan.ast, from))
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
        : fail()
    }
    case "InTurn": {
      const value = decode(plan.first, input)
      return isOutcome(value) ? value : decode(plan.second, value)
    }
    case "Anything":
      return input
    case "Declared":
      return madeBy(plan.decode(input, AST.defaultParseOption, plan.ast))
    case "AskSchema":
      return undecided
    case "AskSchemaOfRecords":
      return Predicate.isRecord(input) ? undecided : fail()
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
    const absent: Option.Option<unknown> =
      isOptional && place !== undefined ? place(Option.none()) : Option.none()
    fields.push({ from: name, to, isOptional, plan: planOf(type), place, absent })
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

const checked = Symbol.for("effect-bitgpt/checkedResult")

/**
 * Says of a transformation that what it makes has been decoded by a decoder of its own. A plan doesn't
 * check it again.
 */
export const checkedResult: AST.Annotations = { [checked]: true }

const planTransformation = (ast: AST.Transformation): Plan => {
  const { from, to, transformation } = ast
  switch (transformation._tag) {
    case "ComposeTransformation":
      return { _tag: "InTurn", first: planOf(from), second: planOf(to) }
    case "FinalTransformation": {
      const plan: Plan = {
        _tag: "Transform",
        from: planOf(from),
        decode: transformation.decode,
        ast
      }
      return checked in ast.annotations ? plan : thenMade(plan, to)
    }
    case "TypeLiteralTransformation":
      // What its own functions make of checked fields needs no second check.
      return AST.isTypeLiteral(from)
        ? planStruct(from, transformation.propertySignatureTransformations)
        : { _tag: "AskSchema" }
  }
}

/** How to decode by a schema of this tree. A fallback wants to know the problem, which no plan tells. */
export const planOf = (ast: AST.AST): Plan =>
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
      return planUnion(ast.types.map(planOf))
    case "TupleType": {
      const [rest, ...more] = ast.rest
      return ast.elements.length > 0 || rest === undefined || more.length > 0
        ? { _tag: "AskSchema" }
        : { _tag: "ArrayOf", element: planOf(rest.type) }
    }
    case "TypeLiteral":
      if (ast.propertySignatures.length > 0) return planStruct(ast, [])
      return { _tag: ast.indexSignatures.length === 0 ? "AskSchema" : "AskSchemaOfRecords" }
    case "Declaration":
      return { _tag: "Declared", decode: ast.decodeUnknown(...ast.typeParameters), ast }
    case "Refinement":
      return { _tag: "Filter", from: planOf(ast.from), ast }
    case "Transformation":
      return planTransformation(ast)
    default:
      return { _tag: "AskSchema" }
  }
}
