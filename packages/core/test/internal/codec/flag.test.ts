import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { Flag } from "../../../src/internal/codec/flag.js"
import { IdOrNumber } from "../../../src/internal/codec/id.js"

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
})
