import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
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

  it("takes nested values", () => {
    const input = { order: { id: 7, tags: ["a", null] } }

    assert.deepStrictEqual(encodeInput(input), Either.right(input))
  })
})
