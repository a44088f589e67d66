import { colourOf } from "./colour.js"
import { escape, margin, type Panel, width } from "./panels.js"

/** A line through points. */
export interface Line {
  readonly name: string
  readonly points: ReadonlyArray<readonly [x: number, y: number]>
  /** It is there for comparison, and drawn dotted. */
  readonly isReference?: boolean
}

const left = margin + 56
const right = width - 170
const top = 30
const bottom = 210
const height = 252
const labelHeight = 17

const withUnit = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })

/** Round numbers from zero on, of which the last is no less than this. */
const roundTicks = (highest: number): ReadonlyArray<number> => {
  const rough = (highest > 0 ? highest : 1) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step)
}

const powersOfTen = (lowest: number, highest: number): ReadonlyArray<number> => {
  const first = Math.floor(Math.log10(lowest))
  const last = Math.ceil(Math.log10(highest))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}

/** Moves labels apart that would cover each other. They are in the order of their places. */
const apart = (places: ReadonlyArray<number>): ReadonlyArray<number> => {
  const moved: Array<number> = []
  for (const place of places) {
    moved.push(Math.max(place, (moved.at(-1) ?? -Infinity) + labelHeight))
  }
  // Up again from the last, which must stay within the chart.
  return moved.map((place, index) =>
    Math.min(place, bottom - labelHeight * (moved.length - 1 - index))
  )
}

/**
 * Lines over an axis that begins at zero, unless it is one of powers. Each line bears its name at its end.
 */
export const lineChart = (options: {
  readonly title: string
  readonly xLabel: string
  readonly xScale?: "log"
  readonly yScale?: "log"
  readonly lines: ReadonlyArray<Line>
}): Panel => {
  const { lines, title, xLabel, xScale, yScale } = options
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort(
    (a, b) => a - b
  )
  const ys = lines.flatMap(({ points }) => points.map(([, y]) => y))
  const yTicks =
    yScale === "log" ? powersOfTen(Math.min(...ys), Math.max(...ys)) : roundTicks(Math.max(...ys))
  const xTicks = xScale === "log" ? xs : roundTicks(Math.max(...xs))
  const within = (
    value: number,
    ticks: ReadonlyArray<number>,
    scale: "log" | undefined
  ): number => {
    const place = scale === "log" ? Math.log : (_: number) => _
    const from = place(ticks[0] ?? 0)
    return (place(value) - from) / (place(ticks.at(-1) ?? 1) - from || 1)
  }
  const xOf = (x: number) => left + within(x, xTicks, xScale) * (right - left)
  const yOf = (y: number) => bottom - within(y, yTicks, yScale) * (bottom - top)
  const at = (value: number) => value.toFixed(1)

  const grid = yTicks.map((tick) => {
    const y = at(yOf(tick))
    return `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="quiet" x="${left - 8}" y="${at(yOf(tick) + 4)}" text-anchor="end">${withUnit(tick)}</text>`
  })
  const axis = xTicks.map(
    (tick) =>
      `<text class="quiet" x="${at(xOf(tick))}" y="${bottom + 20}" text-anchor="middle">${withUnit(tick)}</text>`
  )
  const drawn = lines.map(({ isReference, name, points }) => {
    const path = points.map(([x, y]) => `${at(xOf(x))},${at(yOf(y))}`).join(" ")
    const marks =
      points.length > 12
        ? []
        : points.map(
            ([x, y]) => `<circle class="point" cx="${at(xOf(x))}" cy="${at(yOf(y))}" r="3"/>`
          )
    return `<g class="${colourOf(name)}"><polyline class="line${isReference === true ? " reference" : ""}" points="${path}"/>${marks.join("")}</g>`
  })
  const ends = lines
    .map(({ name, points }) => ({ name, y: yOf(points.at(-1)?.[1] ?? 0) }))
    .sort((a, b) => a.y - b.y)
  const places = apart(ends.map(({ y }) => y))
  const labels = ends.map(
    ({ name }, index) =>
      `<g class="${colourOf(name)}"><circle class="point" cx="${right + 14}" cy="${at(places[index] ?? 0)}" r="4"/></g><text x="${right + 24}" y="${at((places[index] ?? 0) + 4)}">${escape(name)}</text>`
  )
  return {
    height,
    content: [
      `<text x="${margin}" y="12">${escape(title)}</text>`,
      ...grid,
      ...axis,
      `<text class="quiet" x="${(left + right) / 2}" y="${bottom + 40}" text-anchor="middle">${escape(xLabel)}</text>`,
      ...drawn,
      ...labels
    ].join("\n")
  }
}
