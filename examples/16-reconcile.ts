// What came in last month, in each currency, to the last decimal: `formatAmount` and `BigDecimal` round
// nothing. Give another month as an argument: 2026-10.
import { formatAmount } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, DateTime, Effect, Option } from "effect"
import { progress } from "./support/progress.js"
import { reconcile } from "./support/reconcile.js"

const decimals = (amount: string) => amount.split(".")[1]?.length ?? -1

const program = Effect.gen(function* () {
  const month = Option.fromNullable(process.argv[2])
  const from = yield* Option.match(month, {
    onNone: () => Effect.map(DateTime.now, DateTime.subtract({ months: 1 })),
    onSome: (month) => DateTime.make(`${month}-01T00:00:00Z`)
  }).pipe(Effect.map(DateTime.toUtc), Effect.map(DateTime.startOf("month")))
  const to = DateTime.add(from, { months: 1 })

  const totals = yield* reconcile({ from, to }, progress("reading payments"))

  yield* Console.log(`Payments of ${DateTime.formatIso(from).slice(0, 7)}\n`)
  const sums = totals.map(({ sum }) => formatAmount(sum))
  const most = Math.max(...sums.map(decimals))
  // Points stand below each other.
  const aligned = sums.map((sum) => sum.padEnd(sum.length + most - decimals(sum)))
  const width = Math.max(3, ...aligned.map(({ length }) => length))
  yield* Console.log(`  currency    payments  ${"sum".padStart(width)}`)
  for (const [index, { currency, payments }] of totals.entries()) {
    const count = payments.toLocaleString("en").padStart(8)
    const sum = (aligned[index] ?? "").padStart(width)
    yield* Console.log(`  ${currency.padEnd(10)}  ${count}  ${sum.trimEnd()}`)
  }
})

await program.pipe(Effect.provide(BitGptNode.layerConfig()), Effect.runPromise)
