// How often something came of calls, by its name.

/** Counts by name. */
export type Tally = Map<string, number>

/** Counts something once more, or so many times. */
export const count = (tally: Tally, name: string, times = 1): void => {
  tally.set(name, (tally.get(name) ?? 0) + times)
}

/** All counts, by the order of names. */
export const textOf = (tally: Tally): string =>
  Array.from(tally)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, times]) => `${name} ${times}`)
    .join(", ")
