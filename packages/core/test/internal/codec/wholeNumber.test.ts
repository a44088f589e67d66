import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, JSONSchema, Schema } from "effect"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { wholeNumberFrom } from "../../../src/internal/codec/wholeNumber.js"

const encode = (least: number) => Schema.encodeUnknownEither(wholeNumberFrom(least))

describe("a whole number in an input", () => {
  it.each([
    [0, 0],
    [1, 1],
    [1, Number.MAX_SAFE_INTEGER],
    [-1, -1]
  ])("of at least %d may be %d", (least, value) => {
    assert.deepStrictEqual(encode(least)(value), Either.right(value))
  })

  it.each([
    [0, "must be a whole number of at least 1"],
    [1.5, "must be a whole number of at least 1"],
    [NaN, "must be a whole number of at least 1"],
    [Infinity, "must be a whole number of at least 1"],
    [2 ** 53, "must be a whole number of at least 1"],
    ["1", "must be a number"],
    [null, "must be a number"]
  ])("of at least 1 is not %j", (value, problem) => {
    const error = Either.getOrThrow(Either.flip(encode(1)(value)))
    assert.deepStrictEqual(inputProblems(error), { input: problem })
  })

  it("says so in a JSON Schema", () => {
    assert.deepInclude(JSONSchema.make(wholeNumberFrom(1)), { type: "integer", minimum: 1 })
  })

  it("is made by Arbitrary from the least one on", () => {
    const schema = wholeNumberFrom(1_000_000)
    const samples = FastCheck.sample(Arbitrary.make(schema), { numRuns: 100, seed: 1 })

    assert.isTrue(samples.every(Schema.is(schema)))
    assert.isTrue(samples.some((value) => value > 1_000_000))
  })
})
