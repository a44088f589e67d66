import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, JSONSchema, Schema } from "effect"
import {
  Currency,
  FileType,
  InvoiceStatus,
  InvoiceSubstatus,
  knownCurrencies,
  knownFileTypes,
  knownInvoiceStatuses,
  knownInvoiceSubstatuses,
  knownPaymentStatuses,
  knownScopes,
  knownWebhookEvents,
  PaymentStatus,
  Scope,
  WebhookEvent
} from "effect-bitgpt"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { enumInput, openEnum } from "../../../src/internal/codec/openEnum.js"

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
    assert.isTrue(sizes.every(Size.isKnown))
    for (const word of ["", "small", "MEDIUM", "toString"]) assert.isFalse(Size.isKnown(word))
  })

  it("is any text but an empty one in an input", () => {
    const encode = Schema.encodeUnknownEither(enumInput(Size, "SMALL"))

    assert.deepStrictEqual(encode("MEDIUM"), Either.right("MEDIUM"))
    for (const input of ["", 1, null]) assert.isTrue(Either.isLeft(encode(input)))
  })

  it("says in an input what it takes", () => {
    const encode = Schema.encodeUnknownEither(Schema.Struct({ size: enumInput(Size, "SMALL") }))
    const problemsOf = (size: unknown) =>
      inputProblems(Either.getOrThrow(Either.flip(encode({ size }))))

    assert.deepStrictEqual(problemsOf(""), { size: "must not be empty" })
    assert.deepStrictEqual(problemsOf(1), { size: "must be text, such as SMALL" })
  })

  it("is made of known words and of others by Arbitrary", () => {
    const samples = FastCheck.sample(Arbitrary.make(Size), { numRuns: 100, seed: 1 })

    assert.includeMembers(samples, [...sizes])
    assert.isFalse(samples.every(Size.isKnown))
  })

  it("has its name and two of its words in a JSON Schema", () => {
    const { $defs } = JSONSchema.make(Size)

    assert.deepInclude($defs?.["Size"], { type: "string", examples: [...sizes] })
  })
})

describe("Currency", () => {
  it("knows those of crypto and of states", () => {
    assert.lengthOf(knownCurrencies, new Set(knownCurrencies).size)
    assert.isTrue(["BITCOIN", "USDC_NATIVE", "EUR", "PEN"].every(Currency.isKnown))
    assert.isFalse(Currency.isKnown("XAU"))
    assert.strictEqual(Schema.decodeSync(Currency)("XAU"), "XAU")
  })
})

describe("every schema knows the words of its list", () => {
  it.each([
    ["currencies", Currency, knownCurrencies],
    ["types of files", FileType, knownFileTypes],
    ["statuses of invoices", InvoiceStatus, knownInvoiceStatuses],
    ["substatuses of invoices", InvoiceSubstatus, knownInvoiceSubstatuses],
    ["statuses of payments", PaymentStatus, knownPaymentStatuses],
    ["scopes", Scope, knownScopes],
    ["events", WebhookEvent, knownWebhookEvents]
  ] as const)("%s", (_, schema, words) => {
    assert.isTrue(words.every((word) => schema.isKnown(word)))
    assert.isFalse(schema.isKnown("a word that nobody knows"))
  })
})
