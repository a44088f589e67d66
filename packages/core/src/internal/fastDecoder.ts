import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"

// Schema interprets its tree for every value anew, with an Either or an Option for each step. That
// took more time than all else that this library does in a call. Here the tree is walked once, into
// plain functions. They know the kinds of nodes that answers are made of; of any other, and of every
// value that doesn't decode, they say nothing, and Schema itself has the word.

/** The value doesn't decode. */
const failed = Symbol("failed")

/** Only Schema itself can tell. */
const undecided = Symbol("undecided")

type Step = (input: unknown) => unknown

const isOutcome = (value: unknown): value is typeof failed | typeof undecided =>
  value === failed || value === undecided

const check =
  (holds: (input: unknown) => boolean): Step =>
  (input) =>
    holds(input) ? input : failed

const leaveToSchema: Step = () => undecided

const recordsToSchema: Step = (input) => (Predicate.isRecord(input) ? undecided : failed)

const arrayOf =
  (element: Step): Step =>
  (input) => {
    if (!Array.isArray(input)) return failed
    const output: Array<unknown> = []
    for (const item of input) {
      const value = element(item)
      if (isOutcome(value)) return value
      output.push(value)
    }
    return output
  }

const firstOf =
  (members: ReadonlyArray<Step>): Step =>
  (input) => {
    for (const member of members) {
      const value = member(input)
      if (value !== failed) return value
    }
    return failed
  }

const inTurn =
  (first: Step, second: Step): Step =>
  (input) => {
    const value = first(input)
    return isOutcome(value) ? value : second(value)
  }

interface Field {
  readonly from: string
  readonly to: string
  readonly isOptional: boolean
  readonly step: Step
  /** What becomes of the decoded field, or of its absence. */
  readonly place: (value: unknown, isPresent: boolean) => unknown
}

/** A field that is left out of the output. */
const nowhere = Symbol("nowhere")

const struct =
  (fields: ReadonlyArray<Field>): Step =>
  (input) => {
    if (!Predicate.isRecord(input)) return failed
    const output: Record<string, unknown> = {}
    for (const { from, isOptional, place, step, to } of fields) {
      let value: unknown = input[from]
      // A value that is there, if only as undefined, is there.
      const isPresent = value !== undefined || !isOptional || Object.hasOwn(input, from)
      if (isPresent) {
        value = step(value)
        if (isOutcome(value)) return value
      }
      const placed = place(value, isPresent)
      if (placed !== nowhere) output[to] = placed
    }
    return output
  }

const placeAsIs: Field["place"] = (value, isPresent) => (isPresent ? value : nowhere)

const placeAsOption: Field["place"] = (value, isPresent) =>
  isPresent && value !== null && value !== undefined ? Option.some(value) : Option.none()

type Placing = AST.PropertySignatureTransformation["decode"]

const placeBy =
  (decode: Placing): Field["place"] =>
  (value, isPresent) => {
    const placed: Option.Option<unknown> = decode(isPresent ? Option.some(value) : Option.none())
    return Option.isSome(placed) ? placed.value : nowhere
  }

/**
 * Whether a function from field to field makes an Option of what may be missing or null. It is asked
 * once, with a value that it can't know.
 */
const makesOption = (decode: Placing): boolean => {
  const isNoneAfter = (value: Option.Option<unknown>): boolean =>
    Option.contains(decode(value), Option.none())
  const probe = {}
  const made = decode(Option.some(probe))
  return (
    isNoneAfter(Option.none()) &&
    isNoneAfter(Option.some(null)) &&
    isNoneAfter(Option.some(undefined)) &&
    Option.isSome(made) &&
    Option.isOption(made.value) &&
    Option.isSome(made.value) &&
    made.value.value === probe
  )
}

const placeOf = (decode: Placing | undefined): Field["place"] =>
  decode === undefined || decode === identity
    ? placeAsIs
    : makesOption(decode)
      ? placeAsOption
      : placeBy(decode)

const fieldsOf = (
  ast: AST.TypeLiteral,
  transformations: ReadonlyArray<AST.PropertySignatureTransformation>,
  compileField: (ast: AST.AST) => Step
): ReadonlyArray<Field> | undefined => {
  const fields: Array<Field> = []
  for (const { isOptional, name, type } of ast.propertySignatures) {
    const transformation = transformations.find(({ from }) => from === name)
    const to = transformation === undefined ? name : transformation.to
    if (!Predicate.isString(name) || !Predicate.isString(to)) return undefined
    fields.push({
      from: name,
      to,
      isOptional,
      step: compileField(type),
      place: placeOf(transformation?.decode)
    })
  }
  return fields
}

const transformBy =
  (decode: AST.FinalTransformation["decode"], ast: AST.Transformation): Step =>
  (input) => {
    const value = decode(input, AST.defaultParseOption, ast, input)
    if (!Either.isEither(value)) return undecided
    return Either.isRight(value) ? value.right : failed
  }

const compileTransformation = (ast: AST.Transformation): Step => {
  const { from, to, transformation } = ast
  switch (transformation._tag) {
    case "ComposeTransformation":
      return inTurn(compile(from), compileMade(to))
    case "FinalTransformation":
      return inTurn(inTurn(compile(from), transformBy(transformation.decode, ast)), compileMade(to))
    case "TypeLiteralTransformation": {
      // What its own functions make of checked fields needs no second check.
      if (!AST.isTypeLiteral(from) || from.indexSignatures.length > 0) return leaveToSchema
      const fields = fieldsOf(from, transformation.propertySignatureTransformations, compile)
      return fields === undefined ? leaveToSchema : struct(fields)
    }
  }
}

/** Of a value that a transformation has made: an instance of a class is one, by its type. */
const compileMade = (ast: AST.AST): Step => (AST.isDeclaration(ast) ? identity : compile(ast))

const compile = (ast: AST.AST): Step => {
  // A fallback wants to know the problem.
  if (Option.isSome(AST.getDecodingFallbackAnnotation(ast))) {
    const step = compileNode(ast)
    return (input) => {
      const value = step(input)
      return value === failed ? undecided : value
    }
  }
  return compileNode(ast)
}

const compileNode = (ast: AST.AST): Step => {
  switch (ast._tag) {
    case "StringKeyword":
      return check(Predicate.isString)
    case "NumberKeyword":
      return check(Predicate.isNumber)
    case "BooleanKeyword":
      return check(Predicate.isBoolean)
    case "UndefinedKeyword":
      return check(Predicate.isUndefined)
    case "UnknownKeyword":
    case "AnyKeyword":
    case "VoidKeyword":
      return identity
    case "Literal":
      return check((input) => input === ast.literal)
    case "Union":
      return firstOf(ast.types.map(compile))
    case "TupleType": {
      const [rest, ...more] = ast.rest
      return ast.elements.length > 0 || rest === undefined || more.length > 0
        ? leaveToSchema
        : arrayOf(compile(rest.type))
    }
    case "TypeLiteral": {
      if (ast.propertySignatures.length === 0) {
        return ast.indexSignatures.length === 0 ? leaveToSchema : recordsToSchema
      }
      const fields = ast.indexSignatures.length > 0 ? undefined : fieldsOf(ast, [], compile)
      return fields === undefined ? leaveToSchema : struct(fields)
    }
    case "Refinement":
      return inTurn(compile(ast.from), (input) =>
        Option.isNone(ast.filter(input, AST.defaultParseOption, ast)) ? input : failed
      )
    case "Transformation":
      return compileTransformation(ast)
    default:
      return leaveToSchema
  }
}

/**
 * A decoder that is quick with what decodes. It gives none for all else: for a value that doesn't
 * decode as for one that only Schema itself can decode.
 */
export const makeFastDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Option.Option<A>) => {
  const step = compile(schema.ast)
  return (input) => {
    const value = step(input)
    if (isOutcome(value)) return Option.none()
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the tree that was walked is that of a schema of A
    return Option.some(value as A)
  }
}

/** A decoder that is quick with what decodes, and says what Schema says of the rest. */
export const makeDecoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: unknown) => Either.Either<A, ParseResult.ParseError>) => {
  const decodeFast = makeFastDecoder(schema)
  const decode = Schema.decodeUnknownEither(schema)
  return (input) => {
    const decoded = decodeFast(input)
    return Option.isSome(decoded) ? Either.right(decoded.value) : decode(input)
  }
}

/**
 * An encoder for values that are the same on the wire. It gives none for all else: for a value that is
 * not one of the schema, for one with fields that the schema doesn't know, and for a schema that changes
 * its values.
 */
export const makeFastEncoder = <A, I>(
  schema: Schema.Schema<A, I>
): ((input: A) => Option.Option<I>) => {
  const { ast } = schema
  if (!AST.isTypeLiteral(ast) || AST.typeAST(ast) !== ast) return Option.none
  const step = compile(ast)
  const names = new Set(ast.propertySignatures.map(({ name }) => name))
  return (input) => {
    const value = step(input)
    const isKnown =
      Predicate.isRecord(input) && Reflect.ownKeys(input).every((key) => names.has(key))
    if (!isKnown || isOutcome(value)) return Option.none()
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- where nothing is changed, an I is an A
    return Option.some(value as I)
  }
}
