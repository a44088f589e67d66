import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import { Currency, isKnownCurrency, knownCurrencies } from "effect-bitgpt"
import { choice, isOneOf, openEnum, openEnumInput } from "../../../src/internal/codec/openEnum.js"

const sizes = ["SMALL", "LARGE"] as const
const Size = openEnum("Size", sizes)

describe("an open enum", () => {
  it.prop("reads and writes every text", [FastCheck.string()], ([text]) => {
    assert.strictEqual(Schema.encodeSync(Size)(Schema.decodeSync(Size)(text)), text)
  })

  it.each([null, 1, {}, ["SMALL"]])("does not read %j", (wire) => {
    assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(Size)(wire)))
  })

  it("tells known words from others", () => {
    const isSize = isOneOf(sizes)

    assert.isTrue(sizes.every(isSize))
    for (const word of ["", "small", "MEDIUM", "toString"]) assert.isFalse(isSize(word))
  })

  it("is any text but an empty one in an input", () => {
    const encode = Schema.encodeUnknownEither(openEnumInput(Size, "SMALL"))

    assert.deepStrictEqual(encode("MEDIUM"), Either.right("MEDIUM"))
    for (const input of ["", 1, null]) assert.isTrue(Either.isLeft(encode(input)))
  })
})

describe("a choice", () => {
  it("has no other words", () => {
    const encode = Schema.encodeUnknownEither(choice(sizes))

    assert.deepStrictEqual(encode("SMALL"), Either.right("SMALL"))
    for (const input of ["MEDIUM", "", 1]) assert.isTrue(Either.isLeft(encode(input)))
  })
})

describe("Currency", () => {
  it("knows those of crypto and of states", () => {
    assert.lengthOf(knownCurrencies, new Set(knownCurrencies).size)
    assert.isTrue(["BITCOIN", "USDC_NATIVE", "EUR", "PEN"].every(isKnownCurrency))
    assert.isFalse(isKnownCurrency("XAU"))
    assert.strictEqual(Schema.decodeSync(Currency)("XAU"), "XAU")
  })
})
