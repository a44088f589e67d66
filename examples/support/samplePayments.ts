import { PaymentRecord } from "effect-bitgpt-emulator"
import { Array, DateTime } from "effect"

const prices = [
  ["USDC", (index: number) => `${index + 4}.35`],
  ["BITCOIN", (index: number) => `0.0000${1000 + index}`],
  ["ETHEREUM", (index: number) => `0.00${index + 1}00000000000001`]
] as const

/** Payments of the month before, for the emulator that examples run on. */
export const samplePayments = (now: DateTime.Utc) => {
  const start = DateTime.startOf(DateTime.subtract(now, { months: 1 }), "month")
  return Array.makeBy(300, (index) => {
    const [currency, price] = prices[index % prices.length] ?? prices[0]
    const createdAt = DateTime.formatIso(DateTime.add(start, { hours: index * 2 }))
    return PaymentRecord.make({
      id: `payment_${index}`,
      currency,
      price: price(index),
      status: index % 10 === 9 ? "FAILED" : "COMPLETED",
      created_at: createdAt.slice(0, 19).replace("T", " ")
    })
  })
}
