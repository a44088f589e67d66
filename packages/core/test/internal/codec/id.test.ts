import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, Schema } from "effect"
import { Id, IdOrNumber, PathSegment, pathSegmentExcept } from "../../../src/internal/codec/id.js"
import { inputProblems } from "../../../src/internal/codec/problems.js"

const problemOf = (schema: Schema.Schema<string>, value: unknown) =>
  Schema.encodeUnknownEither(schema)(value).pipe(
    Either.flip,
    Either.getOrThrow,
    inputProblems,
    ({ input }) => input
  )

describe("PathSegment", () => {
  it.each([
    ["", "must not be empty"],
    [["sk", "live", "1"].join("_"), "is a secret, not an id"],
    [["whs", "test", "1"].join("_"), "is a secret, not an id"],
    [".", 'must not be "." or contain ".."'],
    ["..", 'must not be "." or contain ".."'],
    ["a..b", 'must not be "." or contain ".."'],
    ["/", "must not contain any of / \\ ? #"],
    ["/b", "must not contain any of / \\ ? #"],
    ["a/", "must not contain any of / \\ ? #"],
    ["a\\b", "must not contain any of / \\ ? #"],
    ["a?b", "must not contain any of / \\ ? #"],
    ["a#b", "must not contain any of / \\ ? #"],
    ["a\n", "must not contain control or broken characters"],
    ["a\u0085b", "must not contain control or broken characters"],
    ["a\ud800b", "must not contain control or broken characters"]
  ])("refuses %j", (value, problem) => {
    assert.strictEqual(problemOf(PathSegment, value), problem)
  })

  it.each(["a", "a-b_1", "a.b", "a b", "ä€😀", "%2F", ["task", "live", "1"].join("_")])(
    "takes %j",
    (value) => {
      assert.deepStrictEqual(Schema.encodeEither(PathSegment)(value), Either.right(value))
    }
  )

  it("stays one segment of a path, whatever is in it", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(PathSegment), (id) => {
        const { pathname } = new URL(`https://api.test/keys/${encodeURIComponent(id)}/logs`)
        assert.deepStrictEqual(pathname.split("/").map(decodeURIComponent), [
          "",
          "keys",
          id,
          "logs"
        ])
      })
    )
  })
})

it("PathSegment has its name in a type", () => {
  assert.strictEqual(String(Schema.Array(PathSegment)), "ReadonlyArray<PathSegment>")
})

describe("a PathSegment beside other calls", () => {
  it("is none of their names", () => {
    const FileId = pathSegmentExcept("upload", "types")

    assert.strictEqual(problemOf(FileId, "upload"), "is not an id but the name of another call")
    assert.strictEqual(problemOf(FileId, "types"), "is not an id but the name of another call")
    for (const id of ["uploads", "Upload", "file_1"]) {
      assert.deepStrictEqual(Schema.encodeEither(FileId)(id), Either.right(id))
    }
  })
})

describe("IdOrNumber", () => {
  it.each([
    ["prov_solana_usdc", "prov_solana_usdc"],
    [125, "125"]
  ])("reads %j as text", (wire, expected) => {
    assert.deepStrictEqual(Schema.decodeUnknownEither(IdOrNumber)(wire), Either.right(expected))
  })

  it.each(["", NaN, null, {}])("does not read %j", (wire) => {
    assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(IdOrNumber)(wire)))
  })

  it("is written as text", () => {
    assert.deepStrictEqual(Schema.encodeEither(IdOrNumber)("125"), Either.right("125"))
  })
})

it.each([
  ["PathSegment", PathSegment],
  ["Id", Id]
])("%s is made by Arbitrary in many forms", (_, schema) => {
  const samples = FastCheck.sample(Arbitrary.make(schema), { numRuns: 100, seed: 1 })

  assert.isTrue(samples.every(Schema.is(schema)))
  assert.isAbove(new Set(samples).size, 50)
})
