import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, Schema } from "effect"
import { Currency, knownCurrencies } from "effect-bitgpt"
import { inputProblems } from "../../src/internal/codec/problems.js"
import { CurrencyInput } from "../../src/money/Currency.js"

describe("the known currencies", () => {
  it("are words in the form of the documentation, each there once", () => {
    for (const currency of knownCurrencies) assert.match(currency, /^[A-Z]+(?:_[A-Z]+)*$/)
    assert.lengthOf(knownCurrencies, new Set(knownCurrencies).size)
  })

  it("are those of crypto, then those of states, which have codes of ISO 4217", () => {
    const currencyNames = new Intl.DisplayNames("en", { type: "currency", fallback: "none" })
    const ofStates = knownCurrencies.slice(knownCurrencies.indexOf("USD"))

    for (const currency of ofStates) assert.isString(currencyNames.of(currency), currency)
    assert.includeMembers<string>(knownCurrencies.slice(0, -ofStates.length), ["BITCOIN", "TRON"])
  })

  it("are told from all others", () => {
    assert.isTrue(knownCurrencies.every(Currency.isKnown))
    for (const other of ["", "XAU", "usd"]) assert.isFalse(Currency.isKnown(other))
  })
})

describe("Currency", () => {
  it("stands in for values in property tests that are known and others", () => {
    const made = FastCheck.sample(Arbitrary.make(Currency), { numRuns: 100, seed: 1 })

    assert.isTrue(made.some(Currency.isKnown))
    assert.isFalse(made.every(Currency.isKnown))
  })

  it("has its name where a schema is written for others", () => {
    assert.strictEqual(Schema.format(Currency), "Currency")
  })
})

describe("CurrencyInput", () => {
  const encode = Schema.encodeUnknownEither(CurrencyInput)

  it("takes those that the documentation doesn't list yet", () => {
    assert.deepStrictEqual(encode("XAU"), Either.right("XAU"))
  })

  it.each([
    ["", "must not be empty"],
    [978, "must be text, such as EUR"]
  ])("refuses %j", (input, problem) => {
    const error = Either.getOrThrow(Either.flip(encode(input)))
    assert.deepStrictEqual(inputProblems(error), { input: problem })
  })
})
