/** An axis: its labels, and where a value lies between its ends, from 0 to 1. */
export interface Scale {
  readonly ticks: ReadonlyArray<number>
  readonly placeOf: (value: number) => number
}

/** The step between round numbers from zero on, some four of which reach this far. */
const roundStep = (highest: number): number => {
  const rough = (highest > 0 ? highest : 1) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 2.5, 5].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude
}

const multiples = (step: number, count: number): ReadonlyArray<number> =>
  Array.from({ length: count + 1 }, (_, index) => index * step)

/** From zero to this value. */
export const upTo = (highest: number): Scale => {
  const step = roundStep(highest)
  return {
    ticks: multiples(step, Math.floor(highest / step)),
    placeOf: (value) => value / highest
  }
}

/** From zero to a round number that is no less than this value. */
export const beyond = (highest: number): Scale => {
  const step = roundStep(highest)
  const steps = Math.ceil(highest / step)
  return { ticks: multiples(step, steps), placeOf: (value) => value / (steps * step) }
}

/** From the first to the last of these values, the same way for each factor. */
export const factors = (ticks: ReadonlyArray<number>): Scale => {
  const from = Math.log(ticks[0] ?? 1)
  const to = Math.log(ticks.at(-1) ?? 1)
  return { ticks, placeOf: (value) => (Math.log(value) - from) / (to - from || 1) }
}

/** Powers of ten around these values. */
export const powersOfTen = (values: ReadonlyArray<number>): Scale => {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.ceil(Math.log10(Math.max(...values)))
  return factors(Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)))
}
