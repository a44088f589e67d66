import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { Flag } from "../../../src/internal/codec/flag.js"

describe("Flag", () => {
  it.each([
    [1, true],
    [true, true],
    [0, false],
    [false, false]
  ])("reads %j as %j", (wire, expected) => {
    assert.deepStrictEqual(Schema.decodeUnknownEither(Flag)(wire), Either.right(expected))
  })

  it.each(["1", "", null, {}, []])("does not read %j", (wire) => {
    assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(Flag)(wire)))
  })

  it.each([true, false])("writes %j", (flag) => {
    assert.deepStrictEqual(Schema.encodeEither(Flag)(flag), Either.right(flag))
  })

  it("has its name in what is said of other data", () => {
    const refused = Schema.decodeUnknownEither(Flag)("1")
    assert.include(Either.getOrThrow(Either.flip(refused)).message, "Flag")
  })
})
