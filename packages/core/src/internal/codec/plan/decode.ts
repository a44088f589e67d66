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
  // To set a length is a call into the engine, even where nothing changes.
  if (trail.length > 0) trail.length = 0
  return failed
}

/** The plan does not know: Schema itself has to decode the value. */
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
      /**
       * What an empty object decodes to, if it decodes: one value for all of them. A list of millions of `{}`
       * would take a hundred times its own memory otherwise.
       */
      readonly empty: Readonly<Record<PropertyKey, unknown>> | undefined
    }
  | { readonly _tag: "ArrayOf"; readonly element: Plan; readonly type: AST.AST }
  | {
      readonly _tag: "FirstOf"
      readonly members: ReadonlyArray<Plan>
      readonly types: ReadonlyArray<AST.AST>
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
  readonly signature: AST.PropertySignature
  /** Where the field is an `Option` inside, and none for a field that is missing or null. */
  readonly option:
    | {
        /** How to decode what becomes some. */
        readonly some: Plan
        /** Whether a value that doesn't decode is none, too. */
        readonly isLenient: boolean
      }
    | undefined
}

const nothing: ReadonlyArray<PropertyKey> = Object.freeze([])

/** Whether a value is what BitGPT prints for an empty object in some places. */
export const isEmptyArray = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const isEmpty = (input: object): boolean => {
  for (const _ in input) return false
  return true
}

const decodeStruct = (
  { besides, blank, empty, fields }: Extract<Plan, { readonly _tag: "Struct" }>,
  input: unknown
): unknown => {
  if (!Predicate.isRecord(input)) {
    if (besides !== "raw" || empty === undefined) return fail()
    return isEmptyArray(input) ? empty : { ...empty, raw: input }
  }
  if (empty !== undefined && isEmpty(input)) return empty
  const output: Record<PropertyKey, unknown> = { ...blank }
  let unreadable = nothing
  for (const { from, isOptional, option, plan, to } of fields) {
    const wire = input[from]
    const isAbsent =
      option === undefined ? isOptional && !Object.hasOwn(input, from) : Predicate.isNullable(wire)
    if (isAbsent) continue
    const value = decode(option === undefined ? plan : option.some, wire)
    if (value === failed && option?.isLenient === true) {
      unreadable = [...unreadable, to]
    } else if (isOutcome(value)) {
      trail.push(from)
      return value
    } else {
      output[to] = option === undefined ? value : Option.some(value)
    }
  }
  if (besides !== undefined) output[besides] = besides === "raw" ? input : unreadable
  return output
}

const decodeArray = (element: Plan, input: unknown): unknown => {
  if (!Array.isArray(input)) return fail()
  // A copy has the right length from the beginning.
  const output = input.slice()
  for (let index = 0; index < output.length; index += 1) {
    const entry: unknown = input[index]
    // Millions of zeros or nulls are one value, too.
    const isAgain = index > 0 && entry === input[index - 1]
    const value: unknown = isAgain ? output[index - 1] : decode(element, entry)
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
