import { limit } from "../contenders/index.js"
import { interleave, type Laboratory, seriesOf, warmUp, withWorkers } from "../laboratory.js"
import type { Series } from "../series.js"

// Megabytes; large enough that nothing is collected while calls are counted.
const youngGeneration = 256

/** Memory that a call allocates, to be collected again. */
export const allocation = (lab: Laboratory): Promise<ReadonlyArray<Series>> =>
  withWorkers(
    lab,
    async (workers) => {
      const { effort } = lab
      await warmUp(workers, effort.warmUp, (calls) => ({ _tag: "Sequential", calls }))
      const results = await interleave(workers, Math.ceil(effort.rounds / 4), {
        _tag: "Allocation",
        calls: Math.min(effort.calls, 200)
      })
      return [
        seriesOf(results, "kilobytes", {
          name: "heap per call",
          unit: "KB",
          better: "lower",
          against: limit
        })
      ]
    },
    [`--min-semi-space-size=${youngGeneration}`, `--max-semi-space-size=${youngGeneration}`]
  )
