// Whether something grows, judged so that few odd values don't matter.

/** The median of the slopes between all pairs of values (Theil and Sen): few odd ones don't move it. */
export const medianSlope = (values: ReadonlyArray<number>): number => {
  const slopes = values
    .flatMap((from, i) => values.slice(i + 1).map((to, j) => (to - from) / (j + 1)))
    .sort((a, b) => a - b)
  return slopes[Math.floor(slopes.length / 2)] ?? NaN
}

/** Whether the highest of the last third is no higher than what the middle third had, and a bit. */
export const levelsOff = (values: ReadonlyArray<number>, slack: number): boolean => {
  const third = Math.floor(values.length / 3)
  return Math.max(...values.slice(-third)) <= Math.max(...values.slice(third, -third)) + slack
}
