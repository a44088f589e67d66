import { assert, describe, it } from "@effect/vitest"
import { formatAmount } from "effect-bitgpt"
import { PaymentRecord } from "effect-bitgpt/fake"
import { BitGptTest } from "effect-bitgpt/testing"
import { DateTime, Effect, Option } from "effect"
import { reconcile } from "../support/reconcile.js"

const november = {
  from: DateTime.unsafeMake("2026-11-01T00:00:00Z"),
  to: DateTime.unsafeMake("2026-12-01T00:00:00Z")
}

const payment = (
  id: string,
  created_at: string,
  price = "1000",
  { currency = "USDC", status = "COMPLETED" } = {}
) => PaymentRecord.make({ id, created_at, price, currency, status })

const wei = { currency: "ETHEREUM" }

const payments = [
  payment("before", "2026-10-31 23:59:59"),
  payment("first", "2026-11-01 00:00:00", "0.1"),
  payment("last", "2026-11-30 23:59:59", "0.2"),
  payment("after", "2026-12-01 00:00:00"),
  payment("failed", "2026-11-15 12:00:00", "1000", { status: "FAILED" }),
  payment("large", "2026-11-15 12:00:00", "123456789", wei),
  // More than two pages of the smallest amount that there is.
  ...Array.from({ length: 250 }, (_, index) =>
    payment(`wei_${index}`, "2026-11-15 12:00:00", "0.000000000000000001", wei)
  )
]

describe("the reconciliation", () => {
  it.effect("sums exactly what was completed in the period, by currency", () =>
    Effect.gen(function* () {
      const shown: Array<number> = []
      const totals = yield* reconcile(november, (done, total) =>
        Effect.sync(() => {
          shown.push(done / Option.getOrElse(total, () => Number.NaN))
        })
      )
      assert.deepStrictEqual(
        totals.map(({ currency, payments, sum }) => [currency, payments, formatAmount(sum)]),
        [
          ["ETHEREUM", 251, "123456789.00000000000000025"],
          ["USDC", 2, "0.3"]
        ]
      )
      assert.strictEqual(shown.at(-1), 1)
    }).pipe(Effect.provide(BitGptTest.layer({ payments })))
  )
})
