import { limit } from "../contenders/index.js"
import { interleave, type Laboratory, seriesOf, warmUp, withWorkers } from "../laboratory.js"
import type { Series } from "../series.js"

/** Latency and processor time of calls that follow each other. */
export const sequential = (lab: Laboratory): Promise<ReadonlyArray<Series>> =>
  withWorkers(lab, async (workers) => {
    const { calls, rounds, warmUp: callsBefore } = lab.effort
    await warmUp(workers, callsBefore, (_) => ({ _tag: "Sequential", calls: _ }))
    const results = await interleave(workers, rounds, { _tag: "Sequential", calls })
    return [
      seriesOf(results, "latency", {
        name: "latency",
        unit: "us",
        better: "lower",
        against: limit
      }),
      seriesOf(results, "cpu", {
        name: "CPU per call",
        unit: "us",
        better: "lower",
        against: limit
      })
    ]
  })
