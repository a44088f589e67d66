import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { lazily, makeDecoder } from "./codec.js"
import { isEmptyArray } from "./plan/decode.js"
import { structWith } from "./plan/plan.js"

/** The names of a struct's fields, as the wire and as the caller have them. */
export const fieldNames = (ast: AST.AST): ReadonlyArray<readonly [wire: string, own: string]> =>
  AST.isTransformation(ast) && AST.isTypeLiteralTransformation(ast.transformation)
    ? ast.transformation.propertySignatureTransformations.map(({ from, to }) => [
        String(from),
        String(to)
      ])
    : []

const Raw = Schema.Struct({
  /** All that came, as it came. */
  raw: Schema.Unknown
})

/**
 * A record of a form that is not documented in full: the fields that may be expected, and `raw`, all that
 * came. A value that is not an object has none of the fields, and an empty array is read as an empty object.
 * Encodes to `raw`.
 */
export const withRaw = <A extends object, I>(record: Schema.Schema<A, I>) => {
  const decode = makeDecoder(record)
  return Schema.transformOrFail(Schema.Unknown, Schema.extend(Schema.typeSchema(record), Raw), {
    strict: true,
    decode: (raw) =>
      Either.mapBoth(decode(Predicate.isRecord(raw) ? raw : {}), {
        onLeft: ({ issue }) => issue,
        onRight: (decoded) => ({ ...decoded, raw: isEmptyArray(raw) ? {} : raw })
      }),
    encode: ({ raw }) => ParseResult.succeed(raw)
  }).annotations(structWith("raw", record.ast))
}

/** What a list's entry tells about its own fields. */
const Reading = Schema.Struct({
  /** The fields whose values BitGPT sent but could not be read, by their names here. */
  unreadable: Schema.Array(Schema.String)
})

/**
 * A record in a list, of which only the fields that are not lenient decide. `unreadable` tells which of
 * the others had a value that could not be read: such a field is none, and must not be taken for one that
 * was not there.
 */
export const listEntry = <A extends object, I>(record: Schema.Schema<A, I>) => {
  const decode = makeDecoder(record)
  const encode = lazily(() => Schema.encodeEither(record))
  const names = lazily(() => fieldNames(record.ast))
  const unreadableIn = (wire: unknown, decoded: object): ReadonlyArray<string> => {
    const unreadable: Array<string> = []
    for (const [from, to] of names()) {
      const value: unknown = Predicate.isRecord(wire) ? wire[from] : undefined
      if (Predicate.isNullable(value)) continue
      const read: unknown = Reflect.get(decoded, to)
      if (Option.isOption(read) && Option.isNone(read)) unreadable.push(to)
    }
    return unreadable
  }
  return Schema.transformOrFail(Schema.Unknown, Schema.extend(Schema.typeSchema(record), Reading), {
    strict: true,
    decode: (wire) =>
      Either.mapBoth(decode(wire), {
        onLeft: ({ issue }) => issue,
        onRight: (decoded) => ({ ...decoded, unreadable: unreadableIn(wire, decoded) })
      }),
    encode: (entry) => Either.mapLeft(encode()(entry), ({ issue }): ParseResult.ParseIssue => issue)
  }).annotations(structWith("unreadable", record.ast))
}
