import { lineChart } from "../../charts/lineChart.js"
import { panels } from "../../charts/panels.js"
import type { Figure } from "../../figure.js"
import { markdownTable } from "../../markdown.js"
import { runProgram } from "../../processes.js"
import { slopes } from "../../statistics.js"
import { heapGrowth } from "./streamHeap.js"

const subjects = { BitGptNode: "BitGptNode", "BitGpt/fetch": "fetch" }

/** A stream over very many invoices: what memory kept grows by with each, after the first of the looks. */
export const stream: Figure = async ({ baseUrl, effort }) => {
  const { invoices } = effort
  // Every 10,000 of a million.
  const looks = Math.min(100, invoices / 1_000)
  const betweenLooks = invoices / looks
  const kept = new Map<string, ReadonlyArray<number>>()
  const times = new Map<string, ReadonlyArray<number>>()
  const grown: Array<ReadonlyArray<string>> = []
  for (const [name, layer] of Object.entries(subjects)) {
    const args = [layer, baseUrl, String(invoices), String(looks)]
    const found = await runProgram("stream.js", args)
    kept.set(name, found["kept"] ?? [])
    times.set(name, found["time"] ?? [])
    const { code, values } = await heapGrowth(args)
    grown.push([name, (code / 1024).toFixed(0), (values / 1024).toFixed(0)])
  }
  const growth = new Map(
    Array.from(kept, ([name, bytes]) => [name, slopes(bytes).map((slope) => slope / betweenLooks)])
  )
  return {
    series: [
      { name: "kept by a stream", unit: "bytes per invoice", better: "lower", runs: [growth] },
      { name: "time of a stream", unit: "us per invoice", better: "lower", runs: [times] }
    ],
    tables: {
      "the heap of a stream": markdownTable(
        [
          `KB more, from ${betweenLooks.toLocaleString("en")} to ${(invoices - betweenLooks).toLocaleString("en")} invoices`,
          "compiled code, and V8's notes on it",
          "everything else"
        ],
        grown
      )
    },
    charts: {
      "performance-stream.svg": panels(
        `Memory in use over a stream of ${invoices.toLocaleString("en")} invoices`,
        [
          lineChart({
            title: "MiB, when all garbage is gone",
            xLabel: "invoices",
            lines: Array.from(kept, ([name, bytes]) => ({
              name,
              points: bytes.map(
                (value, look) => [(look + 1) * betweenLooks, value / 2 ** 20] as const
              )
            }))
          })
        ]
      )
    }
  }
}
