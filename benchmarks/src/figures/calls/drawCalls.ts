import { barChart } from "../../charts/barChart.js"
import { lineChart } from "../../charts/lineChart.js"
import { type Panel, panels } from "../../charts/panels.js"
import { limit } from "../../contenders/index.js"
import { absolute, find, ratio, type Series } from "../../series.js"

/** Of a client in the first place, and what it stands beside. */
const transports = [
  "undici",
  "BitGptNode",
  limit,
  "BitGpt/undici",
  "BitGpt/fetch",
  "HttpApiClient/undici",
  "HttpApiClient/fetch"
]

const bars = (title: string, series: Series): Panel =>
  barChart(
    title,
    transports.flatMap((name) => {
      const found = ratio(series, name, limit)
      return found === undefined ? [] : [[name, found.middle] as const]
    })
  )

/** What clients take, beside bare `fetch`. */
export const drawTransports = (all: ReadonlyArray<Series>): string =>
  panels("What a call takes on Node, as multiples of a bare fetch", [
    bars(
      "Time of a call, one after the other (shorter is better)",
      find(all, "latency, 1 at once")
    ),
    bars("Processor time of a call (shorter is better)", find(all, "CPU per call, 1 at once")),
    bars("Calls per second, 64 at once (longer is better)", find(all, "throughput, 64 at once"))
  ])

const compared = ["undici", "BitGptNode", limit, "BitGpt/fetch", "HttpApiClient/undici"]

/** What a call takes with more and more at once. */
export const drawCalls = (
  all: ReadonlyArray<Series>,
  concurrencies: ReadonlyArray<number>
): string => {
  const lines = (figure: string, unit: number) =>
    compared.flatMap((name) => {
      const points = concurrencies.flatMap((concurrency) => {
        const found = absolute(find(all, `${figure}, ${concurrency} at once`), name)
        return found === undefined ? [] : [[concurrency, found.middle / unit] as const]
      })
      return points.length === 0 ? [] : [{ name, points }]
    })
  const axis = { xLabel: "calls at once", xScale: "log" } as const
  return panels("What a call takes, with more and more at once", [
    lineChart({
      ...axis,
      title: "Time of a call (ms, each line is ten times the one below)",
      yScale: "log",
      lines: lines("latency", 1000)
    }),
    lineChart({ ...axis, title: "Processor time of a call (µs)", lines: lines("CPU per call", 1) })
  ])
}
