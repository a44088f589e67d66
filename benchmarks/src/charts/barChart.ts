import { colourOf } from "./colour.js"
import { escape, margin, type Panel, width } from "./panels.js"

const labelWidth = 170
const rowHeight = 24
const barHeight = 14
const top = 28
const valueWidth = 50

/** Bars beside their names, with their values at their ends. */
export const barChart = (
  title: string,
  bars: ReadonlyArray<readonly [name: string, value: number]>
): Panel => {
  const highest = Math.max(...bars.map(([, value]) => value))
  const left = margin + labelWidth
  const room = width - margin - valueWidth - left
  const rows = bars.map(([name, value], index) => {
    const y = top + index * rowHeight
    const length = (value / highest) * room
    const text = y + barHeight - 2
    return [
      `<text x="${left - 10}" y="${text}" text-anchor="end">${escape(name)}</text>`,
      `<g class="${colourOf(name)}"><rect class="bar" x="${left}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/></g>`,
      `<text x="${(left + length + 8).toFixed(1)}" y="${text}">${value.toFixed(2)}</text>`
    ].join("")
  })
  return {
    height: top + bars.length * rowHeight,
    content: [`<text x="${margin}" y="12">${escape(title)}</text>`, ...rows].join("\n")
  }
}
