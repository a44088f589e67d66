import { Payments } from "effect-bitgpt"
import { BigDecimal, DateTime, Effect, Option, Stream } from "effect"

/** From `from` up to, and without, `to`. */
export interface Period {
  readonly from: DateTime.Utc
  readonly to: DateTime.Utc
}

/** What came in, in one currency. */
export interface Total {
  readonly currency: string
  readonly payments: number
  readonly sum: BigDecimal.BigDecimal
}

const add = (total: Total | undefined, currency: string, price: BigDecimal.BigDecimal): Total => ({
  currency,
  payments: (total?.payments ?? 0) + 1,
  sum: total === undefined ? price : BigDecimal.sum(total.sum, price)
})

/**
 * Sums the completed payments of a period, by currency and exactly. The period should be over, and all of
 * its payments at an end: BitGPT has no cursor, so what changes meanwhile may be seen twice or not at all.
 */
export const reconcile = Effect.fn("reconcile")(function* (
  { from, to }: Period,
  onProgress: (done: number, total: Option.Option<number>) => Effect.Effect<void>
) {
  const payments = yield* Payments
  // Whether BitGPT counts the bounds in is not documented: this asks for more, and looks itself.
  const filter = {
    status: ["COMPLETED"],
    createdAtFrom: DateTime.subtract(from, { seconds: 1 }),
    createdAtTo: to
  }
  // What `count` counts is not documented either. More than the one that was asked for must be all.
  const { count } = yield* payments.list({ ...filter, limit: 1 })
  const all = Option.filter(count, (count) => count > 1)

  const totals = new Map<string, Total>()
  let done = 0
  yield* payments.stream({ ...filter, limit: 100 }).pipe(
    Stream.tap(() => Effect.suspend(() => onProgress((done += 1), all))),
    Stream.filter(
      ({ createdAt }) =>
        DateTime.greaterThanOrEqualTo(createdAt, from) && DateTime.lessThan(createdAt, to)
    ),
    Stream.runForEach(({ currency, price }) =>
      Effect.sync(() => totals.set(currency, add(totals.get(currency), currency, price)))
    )
  )
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
})
