import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { lenient, option, optional } from "../../../src/internal/codec/field.js"

describe("a field that may be left out where a value is made", () => {
  it.each([
    ["option", option(Schema.Int, "SIZE")],
    ["lenient", lenient(Schema.Int, "SIZE")]
  ])("is none: %s", (_, size) => {
    assert.deepStrictEqual(Schema.Struct({ size }).make({}), { size: Option.none() })
  })
})

describe("a field is written under its name on the wire, where it has a value", () => {
  const writes =
    <A, I>(schema: Schema.Schema<A, I>, without: A, withSize: A) =>
    (): void => {
      const encode = Schema.encodeSync(schema)
      assert.deepStrictEqual<unknown>(encode(without), {})
      assert.deepStrictEqual<unknown>(encode(withSize), { SIZE: 1 })
    }

  it.each([
    ["optional", writes(Schema.Struct({ size: optional(Schema.Int, "SIZE") }), {}, { size: 1 })],
    [
      "option",
      writes(
        Schema.Struct({ size: option(Schema.Int, "SIZE") }),
        { size: Option.none() },
        { size: Option.some(1) }
      )
    ],
    [
      "lenient",
      writes(
        Schema.Struct({ size: lenient(Schema.Int, "SIZE") }),
        { size: Option.none() },
        { size: Option.some(1) }
      )
    ]
  ])("%s", (_, check) => {
    check()
  })
})
