import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import {
  Currency,
  isKnownCurrency,
  isKnownFileType,
  isKnownInvoiceStatus,
  isKnownInvoiceSubstatus,
  isKnownPaymentStatus,
  isKnownScope,
  isKnownWebhookEvent,
  knownCurrencies,
  knownFileTypes,
  knownInvoiceStatuses,
  knownInvoiceSubstatuses,
  knownPaymentStatuses,
  knownScopes,
  knownWebhookEvents
} from "effect-bitgpt"
import { isOneOf, openEnum, openEnumInput } from "../../../src/internal/codec/openEnum.js"

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

describe("Currency", () => {
  it("knows those of crypto and of states", () => {
    assert.lengthOf(knownCurrencies, new Set(knownCurrencies).size)
    assert.isTrue(["BITCOIN", "USDC_NATIVE", "EUR", "PEN"].every(isKnownCurrency))
    assert.isFalse(isKnownCurrency("XAU"))
    assert.strictEqual(Schema.decodeSync(Currency)("XAU"), "XAU")
  })
})

describe("every list of known words has its question", () => {
  it.each([
    ["currencies", knownCurrencies, isKnownCurrency],
    ["types of files", knownFileTypes, isKnownFileType],
    ["statuses of invoices", knownInvoiceStatuses, isKnownInvoiceStatus],
    ["substatuses of invoices", knownInvoiceSubstatuses, isKnownInvoiceSubstatus],
    ["statuses of payments", knownPaymentStatuses, isKnownPaymentStatus],
    ["scopes", knownScopes, isKnownScope],
    ["events", knownWebhookEvents, isKnownWebhookEvent]
  ] as const)("%s", (_, words, isKnown) => {
    assert.isTrue(words.every((word) => isKnown(word)))
    assert.isFalse(isKnown("a word that nobody knows"))
  })
})
