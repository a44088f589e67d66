import { limit } from "../../contenders/index.js"
import type { Figure } from "../../figure.js"
import { interleave, seriesOf, warmUp, withWorkers } from "../../laboratory.js"

// Megabytes; large enough that nothing is collected while calls are counted.
const youngGeneration = 256

/** Memory that a call allocates, to be collected again. */
export const allocation: Figure = (lab) =>
  withWorkers(
    lab,
    async (workers) => {
      const { effort } = lab
      await warmUp(workers, effort.warmUp, (calls) => ({ _tag: "Calls", calls, concurrency: 1 }))
      const rounds = await interleave(workers, effort.rounds, {
        _tag: "Allocation",
        calls: Math.min(effort.calls, 200)
      })
      return {
        series: [
          seriesOf([rounds], "kilobytes", {
            name: "heap per call",
            unit: "KB",
            better: "lower",
            against: limit
          })
        ]
      }
    },
    [`--min-semi-space-size=${youngGeneration}`, `--max-semi-space-size=${youngGeneration}`]
  )
