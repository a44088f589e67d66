import { assert, describe, it } from "@effect/vitest"
import { Either, ParseResult, Schema } from "effect"
import { Text } from "../../../src/internal/codec/text.js"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { PathSegment } from "../../../src/internal/codec/id.js"

/** What is wrong with a value, as an input of that schema. */
const problemsOf = <A, I>(schema: Schema.Schema<A, I>, value: unknown) =>
  Schema.encodeUnknownEither(schema, { errors: "all" })(value).pipe(
    Either.flip,
    Either.getOrThrow,
    inputProblems
  )

describe("inputProblems", () => {
  it("has all problems that one field has", () => {
    const Amount = Schema.Number.annotations({ message: () => "must be a number" })
    assert.deepStrictEqual(
      problemsOf(Schema.Struct({ amount: Schema.Union(Text, Amount) }), { amount: null }),
      { amount: "must be text; must be a number" }
    )
  })

  it("has what a schema refuses by a rule of its own", () => {
    const ReadOnly = Schema.transformOrFail(Schema.String, Schema.String, {
      strict: true,
      decode: ParseResult.succeed,
      encode: (text, _, ast) =>
        ParseResult.fail(new ParseResult.Forbidden(ast, text, "is not for callers to set"))
    })
    assert.deepStrictEqual(problemsOf(Schema.Struct({ id: ReadOnly }), { id: "a" }), {
      id: "is not for callers to set"
    })
  })

  it("has no message that is not plain text", () => {
    const Other = Schema.String.annotations({
      message: () => ({ message: "is another", override: true })
    })
    assert.deepStrictEqual(problemsOf(Schema.Struct({ other: Other }), { other: 7 }), {
      other: "has the wrong form"
    })
  })

  it("says that an id must be a string", () => {
    assert.deepStrictEqual(problemsOf(Schema.Struct({ id: PathSegment }), { id: 7 }), {
      id: "must be a string"
    })
  })
})
