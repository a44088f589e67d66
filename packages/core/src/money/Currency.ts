/**
 * Currencies, of crypto and of states.
 *
 * @module
 */
import { enumInput, type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"

/**
 * Every currency that BitGPT's developer reference lists, in its order: those of crypto first.
 *
 * @example
 * ```ts
 * import { knownCurrencies } from "effect-bitgpt"
 *
 * const options = knownCurrencies.map((currency) => ({ label: currency, value: currency }))
 * ```
 */
// More than one word to a line.
// prettier-ignore
export const knownCurrencies = [
  "BITCOIN", "ETHEREUM", "USDT", "USDC", "USDC_NATIVE", "SOLANA", "BINANCE_COIN",
  "RIPPLE", "POLYGON", "TRON", "LITECOIN", "BITCOIN_CASH", "DOGECOIN",
  "USD", "EUR", "CHF", "GBP", "AUD", "JPY", "CNY", "CAD", "HKD",
  "SGD", "SEK", "KRW", "NOK", "NZD", "INR", "MXN", "TWD", "ZAR",
  "BRL", "DKK", "PLN", "THB", "ILS", "IDR", "CZK", "AED", "TRY",
  "HUF", "CLP", "SAR", "PHP", "MYR", "COP", "RUB", "RON", "PEN"
] as const

/** A currency that the documentation lists. */
export type KnownCurrency = (typeof knownCurrencies)[number]

/**
 * A currency. Editors complete the documented ones; any other string is a currency too, because BitGPT may
 * add some.
 */
export type Currency = OpenEnum<KnownCurrency>

/**
 * Schema of a {@link Currency}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { Currency } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const currency = Schema.decodeUnknownSync(Currency)("USDC")
 *
 * Currency.isKnown("USDC") // true
 * Currency.isKnown("XAU") // false
 * ```
 */
export const Currency: EnumSchema<Currency> = openEnum("Currency", knownCurrencies)

/** A currency in an input. */
export const CurrencyInput = enumInput(Currency, "EUR")
