import * as Amount from "./amount.js"

/** Units of a currency for one US dollar. They are the fake's own and never change. */
const ratesOfUsd: Readonly<Record<string, string>> = {
  BITCOIN: "0.00001",
  ETHEREUM: "0.0004",
  USDT: "1",
  USDC: "1",
  USDC_NATIVE: "1",
  SOLANA: "0.00625",
  BINANCE_COIN: "0.0015625",
  RIPPLE: "0.4",
  POLYGON: "5",
  TRON: "4",
  LITECOIN: "0.0125",
  BITCOIN_CASH: "0.002",
  DOGECOIN: "5",
  USD: "1",
  EUR: "0.88",
  CHF: "0.8",
  GBP: "0.74",
  AUD: "1.5",
  JPY: "150",
  CNY: "7.2",
  CAD: "1.4",
  HKD: "7.8",
  SGD: "1.3",
  SEK: "9.5",
  KRW: "1400",
  NOK: "10",
  NZD: "1.7",
  INR: "86",
  MXN: "18.6",
  TWD: "30",
  ZAR: "17.5",
  BRL: "5.5",
  DKK: "6.5",
  PLN: "3.7",
  THB: "32.5",
  ILS: "3.4",
  IDR: "16250",
  CZK: "21.5",
  AED: "3.6725",
  TRY: "40",
  HUF: "350",
  CLP: "950",
  SAR: "3.75",
  PHP: "57",
  MYR: "4.25",
  COP: "4000",
  RUB: "80",
  RON: "4.4",
  PEN: "3.6"
}

/** Every documented currency. */
export const currencies: ReadonlyArray<string> = Object.keys(ratesOfUsd)

/** Units of a currency for one US dollar, as a decimal text. A currency that is not known is worth one. */
export const rateOfUsd = (currency: string): string => ratesOfUsd[currency] ?? "1"

/** An amount in US dollars. */
export const toUsd = (amount: Amount.Amount, currency: string): Amount.Amount =>
  Amount.dividedBy(amount, Amount.of(rateOfUsd(currency)))

/** An amount of US dollars in another currency. */
export const fromUsd = (amount: Amount.Amount, currency: string): Amount.Amount =>
  Amount.times(amount, Amount.of(rateOfUsd(currency)))
