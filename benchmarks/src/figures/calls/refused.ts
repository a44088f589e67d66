import { errorStatuses } from "../../body.js"
import { limit } from "../../contenders/index.js"
import type { Figure } from "../../figure.js"
import { interleave, seriesOf, warmUp, withWorkers } from "../../laboratory.js"
import type { Series } from "../../series.js"

/** Calls that the server answers with an error, retries off: the body read, the status known. */
export const refused: Figure = (lab) =>
  withWorkers(lab, async (workers) => {
    const { effort } = lab
    const series: Array<Series> = []
    for (const status of errorStatuses) {
      await warmUp(workers, effort.warmUp / 2, (calls) => ({ _tag: "Refused", calls, status }))
      const rounds = await interleave(workers, effort.rounds, {
        _tag: "Refused",
        calls: effort.calls,
        status
      })
      const of = (figure: string, name: string) =>
        seriesOf([rounds], figure, { name, unit: "us", better: "lower", against: limit })
      series.push(of("latency", `status ${status}`), of("cpu", `status ${status}, CPU per call`))
    }
    return { series }
  })
