import { errorStatuses } from "../body.js"
import { limit } from "../contenders/index.js"
import { interleave, type Laboratory, seriesOf, warmUp, withWorkers } from "../laboratory.js"
import type { Series } from "../series.js"

/** Calls that the server answers with an error, retries off: the body read, the status known. */
export const refused = (lab: Laboratory): Promise<ReadonlyArray<Series>> =>
  withWorkers(lab, async (workers) => {
    const { effort } = lab
    const all: Array<Series> = []
    for (const status of errorStatuses) {
      await warmUp(workers, effort.warmUp / 2, (calls) => ({ _tag: "Refused", calls, status }))
      const results = await interleave(workers, Math.ceil(effort.rounds / 2), {
        _tag: "Refused",
        calls: effort.calls,
        status
      })
      all.push(
        seriesOf(results, "latency", {
          name: `status ${status}`,
          unit: "us",
          better: "lower",
          against: limit
        }),
        seriesOf(results, "cpu", {
          name: `status ${status}, CPU per call`,
          unit: "us",
          better: "lower",
          against: limit
        })
      )
    }
    return all
  })
