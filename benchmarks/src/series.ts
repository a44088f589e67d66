import { median, quantile } from "./statistics.js"

/** One figure of several subjects, each measured once per round. */
export interface Series {
  readonly name: string
  readonly unit: string
  readonly better: "lower" | "higher"
  /** What the others are divided by; absent where the figures stand for themselves. */
  readonly against?: string | undefined
  readonly rounds: ReadonlyMap<string, ReadonlyArray<number>>
}

/** A median, and where the middle half of the rounds lies. */
export interface Spread {
  readonly middle: number
  readonly low: number
  readonly high: number
}

const spreadOf = (values: ReadonlyArray<number>): Spread => ({
  middle: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75)
})

/** A subject's own figures. */
export const absolute = (series: Series, subject: string): Spread | undefined => {
  const values = series.rounds.get(subject)
  return values === undefined ? undefined : spreadOf(values)
}

/** A subject's figures divided by another's of the same round, so that what disturbs both cancels out. */
export const ratio = (series: Series, subject: string, against: string): Spread | undefined => {
  const values = series.rounds.get(subject)
  const others = series.rounds.get(against)
  if (values === undefined || others === undefined) return undefined
  return spreadOf(values.map((value, round) => value / (others[round] ?? NaN)))
}

/**
 * A subject's best round divided by another's best: what is left of a ratio on a machine that has
 * other things to do.
 */
export const ratioOfBest = (
  series: Series,
  subject: string,
  against: string
): number | undefined => {
  const values = series.rounds.get(subject)
  const others = series.rounds.get(against)
  if (values === undefined || others === undefined) return undefined
  return series.better === "lower"
    ? Math.min(...values) / Math.min(...others)
    : Math.max(...values) / Math.max(...others)
}
