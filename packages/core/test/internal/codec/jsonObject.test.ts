import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { JsonObject, JsonObjectInput } from "../../../src/internal/codec/jsonObject.js"

const decode = Schema.decodeUnknownEither(JsonObject)
const encodeInput = Schema.encodeUnknownEither(JsonObjectInput)

describe("JsonObject", () => {
  it.prop(
    "hands out what came",
    [FastCheck.dictionary(FastCheck.string(), FastCheck.jsonValue())],
    ([object]) => {
      assert.deepStrictEqual(decode(object), Either.right(object))
    }
  )

  it("is empty where an empty list came", () => {
    assert.deepStrictEqual(decode([]), Either.right({}))
  })

  it.each([null, "", 1, ["a"], true])("does not read %j", (wire) => {
    assert.isTrue(Either.isLeft(decode(wire)))
  })

  it("leaves the prototype of the object alone", () => {
    const wire: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}')

    assert.notProperty(Either.getOrThrow(decode(wire)), "isAdmin")
  })
})

describe("JsonObjectInput", () => {
  const circle: Record<string, unknown> = {}
  circle["self"] = circle

  it.each([{ count: 1n }, circle, [], "text", null])(
    "refuses what JSON can't hold: %#",
    (input) => {
      assert.isTrue(Either.isLeft(encodeInput(input)))
    }
  )

  const shared = { a: 1 }

  it.each([
    [{ a: undefined }, "a"],
    [{ a: NaN }, "a"],
    [{ a: { b: [1, Infinity] } }, "a.b[1]"],
    [{ a: () => 1 }, "a"],
    [{ a: new Map() }, "a"],
    [{ a: new Date(0) }, "a"],
    [{ a: [Symbol("b")] }, "a[0]"],
    [{ a: 1n }, "a"],
    // eslint-disable-next-line no-sparse-arrays -- a hole is what is meant
    [{ a: [1, , 2] }, "a[1]"]
  ])("names the path of what JSON has no form for: %#", (input, path) => {
    const problems = Either.getOrThrow(Either.flip(encodeInput(input)))
    assert.deepStrictEqual(Object.keys(inputProblems(problems)), [path])
  })

  it("names all of them, and repeats no value", () => {
    const refused = encodeInput({ a: new Error("se" + "cret"), b: { c: undefined }, d: 1 })
    const problems = inputProblems(Either.getOrThrow(Either.flip(refused)))
    assert.deepStrictEqual(Object.keys(problems), ["a", "b.c"])
    assert.notInclude(JSON.stringify(problems), "se" + "cret")
  })

  it("says what is wrong with each", () => {
    const problemsOf = (input: unknown) =>
      inputProblems(Either.getOrThrow(Either.flip(encodeInput(input))))

    assert.match(problemsOf({ a: new Date(0) })["a"] ?? "", /must be a value that JSON has/)
    assert.deepStrictEqual(Object.values(problemsOf([])), ["must be an object"])
  })

  it("takes objects within objects, 100 of them", () => {
    const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) })

    assert.isTrue(Either.isRight(encodeInput(nested(100))))
    const refused = Either.getOrThrow(Either.flip(encodeInput(nested(101))))
    assert.deepStrictEqual(inputProblems(refused), { a: "must not be nested deeper than 100" })
  })

  it("takes one object in two places", () => {
    assert.isTrue(Either.isRight(encodeInput({ one: shared, two: [shared] })))
  })

  it("takes nested values", () => {
    const bare: unknown = Object.assign(Object.create(null), { b: 1 })
    const input = { order: { id: 7, isPaid: true, tags: ["a", null], bare } }

    assert.deepStrictEqual(encodeInput(input), Either.right(input))
  })
})
