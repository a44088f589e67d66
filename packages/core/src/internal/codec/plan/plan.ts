import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as AST from "effect/SchemaAST"
import type { Besides, Field, Plan } from "./decode.js"

// Schema interprets its tree anew for every value, with an Either or an Option for each step: that took
// more time than everything else that this library does in a call. Here the tree is read once, into a
// plan that one function follows. A plan knows the kinds of nodes that answers are made of. It leaves
// every other node, and every value that doesn't decode, to Schema itself.

const isPlain = ({ _tag }: Plan): boolean => _tag === "Literal" || _tag === "Primitive"

const planUnion = ({ types }: AST.Union): Plan => {
  const members = types.map(planOf)
  const [only, ...others] = members.filter((member) => !isPlain(member))
  return { _tag: "FirstOf", members, types, only: others.length === 0 ? only : undefined }
}

interface OptionAnnotation {
  readonly isLenient: boolean
  /** The type of what becomes some. */
  readonly some: AST.AST
}

const optionOf = Symbol.for("effect-bitgpt/option")

/** Says of a field's type that the field becomes an `Option`, and none where it is missing or null. */
export const becomesOption = (annotation: OptionAnnotation): AST.Annotations => ({
  [optionOf]: annotation
})

/** Whether a field is the same inside as on the wire, but for its name. */
const isRenamed = (transformation: AST.PropertySignatureTransformation | undefined): boolean =>
  transformation === undefined || transformation.decode === identity

const planField = (
  signature: AST.PropertySignature,
  to: PropertyKey,
  option: OptionAnnotation | undefined
): Field => ({
  from: signature.name,
  to,
  isOptional: signature.isOptional,
  plan: planOf(signature.type),
  signature,
  option: option && { some: planOf(option.some), isLenient: option.isLenient }
})

const makeStruct = (fields: ReadonlyArray<Field>, besides?: Besides): Plan => {
  const blank: Record<PropertyKey, unknown> = {}
  for (const { isOptional, option, to } of fields) {
    if (option !== undefined) blank[to] = Option.none()
    // Room is kept for what the input has to have.
    else if (!isOptional) blank[to] = undefined
  }
  if (besides !== undefined) blank[besides] = undefined
  const mayBeEmpty = besides !== "unreadable" && fields.every(({ isOptional }) => isOptional)
  const empty = besides === "raw" ? { ...blank, raw: Object.freeze({}) } : { ...blank }
  return {
    _tag: "Struct",
    fields,
    besides,
    blank,
    empty: mayBeEmpty ? Object.freeze(empty) : undefined
  }
}

const planStruct = (
  { indexSignatures, propertySignatures }: AST.TypeLiteral,
  transformations: ReadonlyArray<AST.PropertySignatureTransformation>
): Plan => {
  if (indexSignatures.length > 0) return { _tag: "AskSchema" }
  const fields: Array<Field> = []
  for (const signature of propertySignatures) {
    const transformation = transformations.find(({ from }) => from === signature.name)
    const option = AST.getAnnotation<OptionAnnotation>(signature.type, optionOf)
    if (Option.isNone(option) && !isRenamed(transformation)) return { _tag: "AskSchema" }
    fields.push(
      planField(signature, transformation?.to ?? signature.name, Option.getOrUndefined(option))
    )
  }
  return makeStruct(fields)
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

/** The plan of a transformation: what the first step makes is checked in a second step, where that is needed. */
const thenMade = (first: Plan, to: AST.AST): Plan =>
  isChecked(to) ? { _tag: "InTurn", first, second: planOf(to) } : first

const checked = Symbol.for("effect-bitgpt/checkedResult")

/**
 * Says of a transformation that what it makes is always right, or has been decoded by a decoder of its own.
 * A plan doesn't check it again.
 */
export const checkedResult: AST.Annotations = { [checked]: true }

const planTransformation = (ast: AST.Transformation): Plan => {
  const { from, to, transformation } = ast
  switch (transformation._tag) {
    case "ComposeTransformation":
      return { _tag: "InTurn", first: planOf(from), second: planOf(to) }
    case "FinalTransformation": {
      const struct = AST.getAnnotation<() => Plan>(ast, structOf)
      if (Option.isSome(struct)) return struct.value()
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

const structOf = Symbol.for("effect-bitgpt/struct")

/** Says of a transformation that it gives the struct of this tree, and something besides. */
export const structWith = (besides: Besides, ast: AST.AST): AST.Annotations => ({
  [structOf]: (): Plan => {
    const plan = planOf(ast)
    return plan._tag === "Struct" ? makeStruct(plan.fields, besides) : { _tag: "AskSchema" }
  }
})

/** How to decode by a schema of this tree. A fallback needs the problem's text, which only Schema knows. */
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
      return planUnion(ast)
    case "TupleType": {
      const [rest, ...more] = ast.rest
      return ast.elements.length > 0 || rest === undefined || more.length > 0
        ? { _tag: "AskSchema" }
        : { _tag: "ArrayOf", element: planOf(rest.type), type: rest.type }
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
