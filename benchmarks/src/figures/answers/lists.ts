import { lineChart } from "../../charts/lineChart.js"
import { panels } from "../../charts/panels.js"
import type { Figure } from "../../figure.js"
import type { Laboratory } from "../../laboratory.js"
import { runProgram } from "../../processes.js"
import { absolute, type Series } from "../../series.js"

const subjects = ["JSON.parse", "by hand, same values", "effect-bitgpt"]
const rounds = 5

const measure = async (
  { effort }: Laboratory,
  length: number
): Promise<readonly [time: Series, peak: Series]> => {
  const times = new Map(subjects.map((name) => [name, new Array<number>()]))
  const peaks = new Map(subjects.map((name) => [name, new Array<number>()]))
  for (let round = 0; round < Math.min(rounds, effort.processes); round++) {
    for (const name of subjects) {
      const args = [name, String(length), String(effort.millis * 10)]
      const { peak = [], time = [] } = await runProgram("list.js", args)
      times.get(name)?.push(...time)
      peaks.get(name)?.push(...peak)
    }
  }
  const items = `${length.toLocaleString("en")} keys`
  const common = { better: "lower", against: "JSON.parse" } as const
  return [
    { ...common, name: `processor time per key, ${items}`, unit: "us", runs: [times] },
    { ...common, name: `peak memory per key, ${items}`, unit: "bytes", runs: [peaks] }
  ]
}

/** Lists of more and more keys: processor time and the most memory, per key. */
export const lists: Figure = async (lab) => {
  const measured: Array<readonly [length: number, time: Series, peak: Series]> = []
  for (const length of lab.effort.listLengths) {
    measured.push([length, ...(await measure(lab, length))])
  }
  const lines = (which: 1 | 2) =>
    subjects.map((name) => ({
      name,
      points: measured.map(
        (found) => [found[0], absolute(found[which], name)?.middle ?? NaN] as const
      )
    }))
  const axis = { xLabel: "keys in the list", xScale: "log" } as const
  return {
    series: measured.flatMap(([, time, peak]) => [time, peak]),
    charts: {
      "performance-lists.svg": panels("Time and memory that a list takes per key, by its length", [
        lineChart({ ...axis, title: "Processor time per key (µs)", lines: lines(1) }),
        lineChart({ ...axis, title: "Peak memory per key (bytes)", lines: lines(2) })
      ])
    }
  }
}
