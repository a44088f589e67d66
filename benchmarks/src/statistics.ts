/** The value below which this share of the values lies, between 0 and 1; interpolated. */
export const quantile = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? NaN
  const above = sorted[Math.ceil(position)] ?? NaN
  return below + (above - below) * (position - Math.floor(position))
}

/** The value in the middle. */
export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)

/** The slopes between all pairs of values: their median (Theil and Sen) is moved by no few odd ones. */
export const slopes = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.flatMap((from, index) =>
    values.slice(index + 1).map((to, distance) => (to - from) / (distance + 1))
  )
