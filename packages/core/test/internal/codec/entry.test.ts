import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Option, ParseResult, Schema } from "effect"
import { makeDecoder } from "../../../src/internal/codec/codec.js"
import { fieldNames, listEntry, withRaw } from "../../../src/internal/codec/entry.js"
import { lenient, option, required } from "../../../src/internal/codec/field.js"

const Item = Schema.Struct({
  id: required(Schema.String, "ID"),
  size: lenient(Schema.Int, "SIZE"),
  count: lenient(Schema.Int, "COUNT")
})
const none = Option.none<number>()

/** Both ways to decode: Schema's own, and the plan that answers are decoded by. */
const decodersOf = <A, I>(schema: Schema.Schema<A, I>) => [
  Schema.decodeUnknownEither(schema),
  makeDecoder(schema)
]

describe("an entry of a list", () => {
  it.each([
    ["nothing where all can be read", { ID: "1", SIZE: 1, COUNT: 2 }, []],
    ["nothing where fields are missing or null", { ID: "1", SIZE: null }, []],
    ["a field of another type", { ID: "1", SIZE: 1, COUNT: "many" }, ["count"]],
    ["several of them", { ID: "1", SIZE: "small", COUNT: "many" }, ["size", "count"]]
  ])("tells what could not be read: %s", (_, wire, unreadable) => {
    for (const decode of decodersOf(listEntry(Item))) {
      assert.deepStrictEqual(Either.getOrThrow(decode(wire)).unreadable, unreadable)
    }
  })

  it("says what is wrong with it", () => {
    for (const decode of decodersOf(listEntry(Item))) {
      const { message } = Either.getOrThrow(Either.flip(decode({ SIZE: 1 })))
      assert.include(message, `["ID"]`)
      assert.include(message, "is missing")
    }
  })

  it("says why it can't be written", () => {
    const ReadOnly = Schema.transformOrFail(Schema.String, Schema.String, {
      decode: ParseResult.succeed,
      encode: (text, _, ast) => ParseResult.fail(new ParseResult.Type(ast, text, "is read only"))
    })
    const encode = Schema.encodeEither(listEntry(Schema.Struct({ id: ReadOnly })))
    const { message } = Either.getOrThrow(Either.flip(encode({ id: "1", unreadable: [] })))
    assert.include(message, "is read only")
  })
})

describe("a record with all that came", () => {
  const Sizes = Schema.Struct({ size: option(Schema.Int, "SIZE") })

  it.prop(
    "has it as it came",
    [FastCheck.oneof(FastCheck.constant([]), FastCheck.jsonValue())],
    ([wire]) => {
      const came = Array.isArray(wire) && wire.length === 0 ? {} : wire
      for (const decode of decodersOf(withRaw(Schema.Struct({ a: lenient(Schema.Int, "a") })))) {
        assert.deepStrictEqual(
          Either.map(decode(wire), ({ raw }) => raw),
          Either.right(came)
        )
      }
    }
  )

  it("says what is wrong with a field", () => {
    for (const decode of decodersOf(withRaw(Sizes))) {
      const { message } = Either.getOrThrow(Either.flip(decode({ SIZE: "small" })))
      assert.include(message, `["SIZE"]`)
    }
  })

  it("is written as it came", () => {
    const raw = { SIZE: 1, other: 2 }
    assert.deepStrictEqual<unknown>(Schema.encodeSync(withRaw(Sizes))({ size: none, raw }), raw)
  })
})

describe("fieldNames", () => {
  it("has both names of each field", () => {
    assert.deepStrictEqual(fieldNames(Item.ast), [
      ["ID", "id"],
      ["SIZE", "size"],
      ["COUNT", "count"]
    ])
  })

  it.each([
    ["a struct without other names", Schema.Struct({ id: Schema.String })],
    ["a transformation", Schema.NumberFromString]
  ])("has none of %s", (_, { ast }) => {
    assert.deepStrictEqual(fieldNames(ast), [])
  })
})
