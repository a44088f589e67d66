import { assert, describe, it } from "@effect/vitest"
import { Either, ParseResult, Schema } from "effect"
import { Text } from "../../../src/internal/codec/text.js"
import { firstProblem, formatPath, inputProblems } from "../../../src/internal/codec/problems.js"
import { PathSegment } from "../../../src/internal/codec/id.js"

/** What is wrong with a value, as an input of that schema. */
const problemsOf = <A, I>(schema: Schema.Schema<A, I>, value: unknown) =>
  Schema.encodeUnknownEither(schema, { errors: "all", onExcessProperty: "error" })(value).pipe(
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

  it("has the fields that are missing, and those that are unknown", () => {
    assert.deepStrictEqual(problemsOf(Schema.Struct({ label: Text }), { lable: "a" }), {
      label: "is missing",
      lable: "is unknown: this call has no such field"
    })
  })

  it("has what is wrong further down, by its path", () => {
    const Items = Schema.Struct({ items: Schema.Array(Schema.Struct({ name: Text })) })
    assert.deepStrictEqual(problemsOf(Items, { items: [{ name: "a" }, { name: 1 }] }), {
      "items[1].name": "must be text"
    })
  })

  it("has what is said of several types at once", () => {
    const Price = Schema.Union(Schema.String, Schema.Number).annotations({
      message: () => "must be a price"
    })
    assert.deepStrictEqual(problemsOf(Schema.Struct({ price: Price }), { price: null }), {
      price: "must be a price"
    })
  })

  it("calls an input that is wrong as a whole the input", () => {
    assert.deepStrictEqual(problemsOf(Text, 7), { input: "must be text" })
  })

  it("says nothing of undefined where a field may be left out", () => {
    const Note = Schema.Struct({ note: Schema.optional(Text) })
    assert.deepStrictEqual(problemsOf(Note, { note: 7 }), { note: "must be text" })
  })

  it("says that an id must be a string", () => {
    assert.deepStrictEqual(problemsOf(Schema.Struct({ id: PathSegment }), { id: 7 }), {
      id: "must be a string"
    })
  })
})

describe("formatPath", () => {
  it.each([
    [[], ""],
    [["data"], "data"],
    [["data", "scopes", 0], "data.scopes[0]"],
    [[1, "id"], "[1].id"],
    [["data", Symbol("odd")], "data.Symbol(odd)"]
  ])("%j", (path, text) => {
    assert.strictEqual(formatPath(path), text)
  })
})

describe("firstProblem", () => {
  const Item = Schema.Struct({ id: Schema.String, size: Schema.NumberFromString })
  const problemOf = <A, I>(schema: Schema.Schema<A, I>, value: unknown) =>
    Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })(value).pipe(
      Either.flip,
      Either.getOrThrow,
      ({ issue }) => firstProblem(issue)
    )

  it.each([
    ["a value of another type", [{ id: 1, size: "1" }], [0, "id"]],
    ["a value that is refused", [{ id: "1", size: "small" }], [0, "size"]],
    ["a field that is missing", [{ id: "1" }], [0, "size"]],
    ["a field that is unknown", [{ id: "1", size: "1", odd: 1 }], [0, "odd"]]
  ])("tells where it is: %s", (_, value, path) => {
    assert.deepStrictEqual(problemOf(Schema.Array(Item), value).path, path)
  })

  it("tells what the schema says of it", () => {
    const Even = Schema.Number.pipe(Schema.filter((number) => number % 2 === 0 || "must be even"))
    const ReadOnly = Schema.transformOrFail(Schema.String, Schema.String, {
      decode: (text, _, ast) => ParseResult.fail(new ParseResult.Forbidden(ast, text, "is secret")),
      encode: ParseResult.succeed
    })

    assert.deepStrictEqual(problemOf(Even, 1), { path: [], message: "must be even" })
    assert.deepStrictEqual(problemOf(ReadOnly, "a"), { path: [], message: "is secret" })
  })
})
