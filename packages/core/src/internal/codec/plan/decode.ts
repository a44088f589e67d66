import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as AST from "effect/SchemaAST"

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
export const undecided = Symbol("undecided")

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
  | {
      readonly _tag: "Struct"
      readonly fields: ReadonlyArray<Field>
      /** What is told beside the fields. */
      readonly besides: Besides | undefined
      /** A struct without any field in the input. V8 copies it quicker than it adds field by field. */
      readonly blank: Readonly<Record<PropertyKey, unknown>>
    }
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

/** All that came, as it came; or the names of the fields that are none because they can't be read. */
export type Besides = "raw" | "unreadable"

export interface Field {
  readonly from: PropertyKey
  readonly to: PropertyKey
  readonly isOptional: boolean
  readonly plan: Plan
  /** What becomes of the decoded field, or of its absence, where that is not the field as it is. */
  readonly place: AST.PropertySignatureTransformation["decode"] | undefined
  /** Whether absence, undefined and null all become none. */
  readonly isNullable: boolean
  /** How to decode what becomes some. Whatever else there is becomes none. */
  readonly lenient: Plan | undefined
}

/** The field is left out. */
export const omitted = Symbol("omitted")

const none = Option.none()

const decodeField = ({ isNullable, lenient, place, plan }: Field, wire: unknown): unknown => {
  if (isNullable && Predicate.isNullable(wire)) return none
  if (lenient !== undefined) {
    const value = decode(lenient, wire)
    if (value === failed) return none
    if (value !== undecided) return Option.some(value)
  }
  const value = decode(plan, wire)
  if (place === undefined || isOutcome(value)) return value
  const placed = place(Option.some(value))
  return Option.isSome(placed) ? placed.value : omitted
}

const nothing = {}

const decodeStruct = (
  { besides, blank, fields }: Extract<Plan, { readonly _tag: "Struct" }>,
  whole: unknown
): unknown => {
  const input = besides === "raw" && !Predicate.isRecord(whole) ? nothing : whole
  if (!Predicate.isRecord(input)) return fail()
  const output: Record<PropertyKey, unknown> = { ...blank }
  const unreadable: Array<PropertyKey> | undefined = besides === "unreadable" ? [] : undefined
  for (const field of fields) {
    const { from, isOptional, to } = field
    if (isOptional && !Object.hasOwn(input, from)) continue
    const wire = input[from]
    const value = decodeField(field, wire)
    if (isOutcome(value)) {
      trail.push(from)
      return value
    }
    if (value === omitted) Reflect.deleteProperty(output, to)
    else output[to] = value
    if (unreadable !== undefined && value === none && !Predicate.isNullable(wire)) {
      unreadable.push(to)
    }
  }
  if (unreadable !== undefined) output["unreadable"] = unreadable
  if (besides === "raw") output["raw"] = whole
  return output
}

const decodeArray = (element: Plan, input: unknown): unknown => {
  if (!Array.isArray(input)) return fail()
  // A copy has the right length from the beginning.
  const output = input.slice()
  for (let index = 0; index < output.length; index += 1) {
    const value = decode(element, output[index])
    if (isOutcome(value)) {
      trail.push(index)
      return value
    }
    output[index] = value
  }
  return output
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
      return decodeStruct(plan, input)
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
