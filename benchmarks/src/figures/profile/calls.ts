import type { Figure } from "../../figure.js"
import { warmUp, withWorkers } from "../../laboratory.js"
import { breakdown } from "../../markdown.js"

const contenders = [
  "fetch",
  "floor/fetch",
  "BitGpt/fetch",
  "undici",
  "floor/dispatcher",
  "BitGptNode"
]

/** Whose code a call spends its time in and allocates by, one call at once. */
export const calls: Figure = (lab) =>
  withWorkers(
    { ...lab, contenders: contenders.filter((name) => lab.contenders.includes(name)) },
    async (workers) => {
      const { effort } = lab
      await warmUp(workers, effort.warmUp, (calls) => ({ _tag: "Calls", calls, concurrency: 1 }))
      const find = async (what: "time" | "memory", calls: number) => {
        const found = new Map<string, ReadonlyMap<string, number>>()
        for (const worker of workers) {
          const owners = await worker.perform({ _tag: "Profile", what, calls })
          found.set(worker.name, new Map(Object.entries(owners)))
        }
        return found
      }
      return {
        series: [],
        tables: {
          "the time of calls": breakdown("µs per call", await find("time", effort.calls * 50), 0),
          "the memory of calls": breakdown(
            "KB per call",
            await find("memory", effort.calls * 10),
            1
          )
        }
      }
    }
  )
