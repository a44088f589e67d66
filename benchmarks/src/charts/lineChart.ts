import { colourOf } from "./colour.js"
import { escape, margin, type Panel, width } from "./panels.js"
import { beyond, factors, powersOfTen, upTo } from "./scales.js"

/** A line through points. */
export interface Line {
  readonly name: string
  readonly points: ReadonlyArray<readonly [x: number, y: number]>
  /** It is there for comparison, and drawn dotted. */
  readonly isReference?: boolean
}

const left = margin + 56
const right = width - 184
const top = 30
const bottom = 210
const height = 252
const labelHeight = 17

const written = (value: number): string =>
  value.toLocaleString("en", { maximumSignificantDigits: value < 10 ? 2 : 15 })

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
  const xAxis = xScale === "log" ? factors(xs) : upTo(Math.max(...xs))
  const yAxis = yScale === "log" ? powersOfTen(ys) : beyond(Math.max(...ys))
  const xOf = (x: number) => left + xAxis.placeOf(x) * (right - left)
  const yOf = (y: number) => bottom - yAxis.placeOf(y) * (bottom - top)
  const at = (value: number) => value.toFixed(1)

  const grid = yAxis.ticks.map((tick) => {
    const y = at(yOf(tick))
    return `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="quiet" x="${left - 8}" y="${at(yOf(tick) + 4)}" text-anchor="end">${written(tick)}</text>`
  })
  const axis = xAxis.ticks.map(
    (tick) =>
      `<text class="quiet" x="${at(xOf(tick))}" y="${bottom + 20}" text-anchor="middle">${written(tick)}</text>`
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
