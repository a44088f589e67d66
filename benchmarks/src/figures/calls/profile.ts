import type { Figure } from "../../figure.js"
import { warmUp, withWorkers } from "../../laboratory.js"
import type { Series } from "../../series.js"

const contenders = ["fetch", "floor/fetch", "floor/dispatcher", "BitGptNode", "BitGpt/fetch"]

/** Whose code the thread of JavaScript spends its time in, one call at once and 64 at once. */
export const profile: Figure = (lab) =>
  withWorkers(
    { ...lab, contenders: contenders.filter((name) => lab.contenders.includes(name)) },
    async (workers) => {
      const { effort } = lab
      const calls = effort.calls * 50
      await warmUp(workers, effort.warmUp, (calls) => ({ _tag: "Calls", calls, concurrency: 16 }))
      const series: Array<Series> = []
      for (const concurrency of [1, 64]) {
        const shares = new Map<string, ReadonlyArray<number>>()
        for (const worker of workers) {
          const owners = await worker.perform({ _tag: "Profile", calls, concurrency })
          const largestFirst = Object.entries(owners).sort(([, a], [, b]) => b - a)
          for (const [owner, share] of largestFirst) shares.set(`${worker.name}: ${owner}`, [share])
        }
        const name = `whose code, ${concurrency} at once`
        series.push({ name, unit: "%", better: "lower", runs: [shares] })
      }
      return { series }
    }
  )
