import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, JSONSchema, Schema } from "effect"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { Label, listOf, NonEmptyText, Text } from "../../../src/internal/codec/text.js"

const problemsOf = <A, I>(schema: Schema.Schema<A, I>, value: unknown) =>
  Schema.encodeUnknownEither(schema)(value).pipe(Either.flip, Either.getOrThrow, inputProblems)

const takes = <A, I>(schema: Schema.Schema<A, I>, value: A): void => {
  assert.isTrue(Either.isRight(Schema.encodeEither(schema)(value)))
}

describe("a text in an input", () => {
  it("may be any text", () => {
    for (const text of ["", " ", "ä€😀\n"]) takes(Text, text)
    assert.deepStrictEqual(problemsOf(Text, 1), { input: "must be text" })
  })

  it("that says something is not empty", () => {
    for (const text of [" ", "a"]) takes(NonEmptyText, text)
    assert.deepStrictEqual(problemsOf(NonEmptyText, ""), { input: "must not be empty" })
    assert.deepStrictEqual(problemsOf(NonEmptyText, 1), { input: "must be text" })
  })
})

describe("Label", () => {
  it.each(["a", "😀"])("has 1 to 255 characters: %s", (character) => {
    takes(Label, character)
    takes(Label, character.repeat(255))
    assert.deepStrictEqual(problemsOf(Label, ""), { input: "must not be empty" })
    assert.deepStrictEqual(problemsOf(Label, character.repeat(256)), {
      input: "must not be longer than 255 characters"
    })
  })

  it("says so in a JSON Schema", () => {
    assert.deepInclude(JSONSchema.make(Label).$defs?.["Label"], { minLength: 1, maxLength: 255 })
  })

  it("is made by Arbitrary of characters that a log shows", () => {
    const samples = FastCheck.sample(Arbitrary.make(Label), { numRuns: 100, seed: 1 })

    for (const label of samples) assert.match(label, /^[ -~]{1,255}$/)
    assert.isAbove(new Set(samples).size, 50)
  })
})

describe("a list in an input", () => {
  const Words = listOf(NonEmptyText)

  it("may be empty", () => {
    takes(Words, [])
    takes(Words, ["a", "b"])
  })

  it("is a list, of which each entry is checked", () => {
    assert.deepStrictEqual(problemsOf(Words, "a"), { input: "must be a list" })
    assert.deepStrictEqual(problemsOf(Words, ["a", ""]), { "[1]": "must not be empty" })
  })
})
