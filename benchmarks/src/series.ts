import { median, quantile } from "./statistics.js"

/** One figure of several subjects. */
export interface Series {
  readonly name: string
  readonly unit: string
  readonly better: "lower" | "higher"
  /** What the others are divided by; absent where the figures stand for themselves. */
  readonly against?: string | undefined
  /** The figures of each run by subject, one for each of its rounds. A run has processes of its own. */
  readonly runs: ReadonlyArray<ReadonlyMap<string, ReadonlyArray<number>>>
}

/** A median, and where the figures lie. */
export interface Spread {
  readonly middle: number
  readonly low: number
  readonly high: number
}

/** The median of the runs' medians, and their lowest and highest. Of one run, the middle half of its rounds. */
const spreadOf = (runs: ReadonlyArray<ReadonlyArray<number>>): Spread | undefined => {
  const [first] = runs
  if (first === undefined) return undefined
  if (runs.length === 1) {
    return { middle: median(first), low: quantile(first, 0.25), high: quantile(first, 0.75) }
  }
  const middles = runs.map(median)
  return { middle: median(middles), low: Math.min(...middles), high: Math.max(...middles) }
}

/** A subject's own figures. */
export const absolute = ({ runs }: Series, subject: string): Spread | undefined =>
  spreadOf(runs.flatMap((run) => [run.get(subject)].filter((values) => values !== undefined)))

/** A subject's figures divided by another's of the same round, so that what disturbs both cancels out. */
export const ratio = ({ runs }: Series, subject: string, against: string): Spread | undefined =>
  spreadOf(
    runs.flatMap((run) => {
      const values = run.get(subject)
      const others = run.get(against)
      return values === undefined || others === undefined
        ? []
        : [values.map((value, round) => value / (others[round] ?? NaN))]
    })
  )

/** The subjects, in their order. */
export const subjectsOf = ({ runs }: Series): ReadonlyArray<string> => [
  ...new Set(runs.flatMap((run) => [...run.keys()]))
]

/** The series of a name. */
export const find = (all: ReadonlyArray<Series>, name: string): Series => {
  const series = all.find((_) => _.name === name)
  if (series === undefined) throw new Error(`${name} was not measured`)
  return series
}
