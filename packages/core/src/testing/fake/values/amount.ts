/** An exact amount of money: a whole number of units of 10^-30. */
export type Amount = bigint

const decimals = 30
const one = 10n ** BigInt(decimals)

const written = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/** Reads a decimal text, cut off at 30 decimals. `undefined` for any other text. */
export const parse = (text: string): Amount | undefined => {
  const [, sign, whole, fraction = "", exponent = "0"] = written.exec(text) ?? []
  if (whole === undefined) return undefined
  const shift = decimals - fraction.length + Number(exponent)
  if (Math.abs(shift) > 1000) return undefined
  const digits = BigInt(whole + fraction)
  const amount = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift)
  return sign === "-" ? -amount : amount
}

/** An amount that the program itself has written, such as one of a record. */
export const of = (text: string): Amount => parse(text) ?? 0n

/** A plain decimal text with so many decimals, the rest cut off. */
export const format = (amount: Amount, places = decimals): string => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0")
  const fraction = digits.slice(-decimals, digits.length - decimals + places)
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -decimals)}${places === 0 ? "" : `.${fraction}`}`
}

/** A product, cut off at 30 decimals. */
export const times = (a: Amount, b: Amount): Amount => (a * b) / one

/** A quotient, cut off at 30 decimals. */
export const dividedBy = (a: Amount, b: Amount): Amount => (a * one) / b
