import { lineChart } from "../../charts/lineChart.js"
import { panels } from "../../charts/panels.js"
import type { Figure } from "../../figure.js"
import { withWorkers } from "../../laboratory.js"
import { slopes } from "../../statistics.js"

const contenders = ["fetch", "BitGptNode", "BitGpt/fetch"]
const looks = 25

/**
 * Very many calls: what memory in use grows by with each, between every two of several looks at it, and
 * whether a call takes longer in the end.
 */
export const lasting: Figure = (lab) =>
  withWorkers(
    { ...lab, contenders: contenders.filter((name) => lab.contenders.includes(name)) },
    async (workers) => {
      const calls = Math.ceil(lab.effort.lastingCalls / looks)
      const task = { _tag: "Lasting", calls } as const
      // The calls before the first look fill pools and caches.
      for (const worker of workers) await worker.perform(task)
      const bytes = new Map(workers.map(({ name }) => [name, new Array<number>()]))
      const times = new Map(workers.map(({ name }) => [name, new Array<number>()]))
      for (let look = 0; look < looks; look++) {
        for (const worker of workers) {
          const found = await worker.perform(task)
          bytes.get(worker.name)?.push(found["bytes"] ?? NaN)
          times.get(worker.name)?.push(found["latency"] ?? NaN)
        }
      }
      const growth = new Map(
        Array.from(bytes, ([name, values]) => [name, slopes(values).map((bytes) => bytes / calls)])
      )
      const lines = (values: ReadonlyMap<string, ReadonlyArray<number>>, unit: number) =>
        Array.from(values, ([name, ys]) => ({
          name,
          points: ys.map((y, look) => [(look + 1) * calls, y / unit] as const)
        }))
      const total = lab.effort.lastingCalls
      return {
        series: [
          { name: "kept by calls", unit: "bytes per call", better: "lower", runs: [growth] },
          { name: "latency, 16 at once, over time", unit: "us", better: "lower", runs: [times] }
        ],
        charts: {
          "performance-lasting.svg": panels(
            `Memory in use and time of a call over ${total.toLocaleString("en")} calls`,
            [
              lineChart({
                title: "Memory in use (MiB), when all garbage is gone",
                xLabel: "calls",
                lines: lines(bytes, 2 ** 20)
              }),
              lineChart({
                title: "Time of a call, 16 at once (µs)",
                xLabel: "calls",
                lines: lines(times, 1)
              })
            ]
          )
        }
      }
    }
  )
