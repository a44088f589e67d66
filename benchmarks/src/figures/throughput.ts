import { limit } from "../contenders/index.js"
import { interleave, type Laboratory, seriesOf, warmUp, withWorkers } from "../laboratory.js"
import type { Series } from "../series.js"

const concurrencies = [1, 16, 64, 256]

/** Calls per second with so many at a time, and how long the event loop is held up meanwhile. */
export const throughput = (lab: Laboratory): Promise<ReadonlyArray<Series>> =>
  withWorkers(lab, async (workers) => {
    const { effort } = lab
    const calls = effort.calls * 4
    const rounds = Math.ceil(effort.rounds / 3)
    await warmUp(workers, effort.warmUp, (_) => ({ _tag: "Concurrent", calls: _, concurrency: 16 }))
    const all: Array<Series> = []
    for (const concurrency of concurrencies) {
      const results = await interleave(workers, rounds, { _tag: "Concurrent", calls, concurrency })
      const series = (figure: string, name: string, unit: string, better: Series["better"]) =>
        seriesOf(results, figure, {
          name: `${name}, ${concurrency} at a time`,
          unit,
          better,
          against: limit
        })
      all.push(series("callsPerSecond", "throughput", "calls/s", "higher"))
      if (concurrency >= 64) {
        all.push(
          series("delayMean", "event loop delay, mean", "ms", "lower"),
          series("delayP99", "event loop delay, 99th percentile", "ms", "lower")
        )
      }
    }
    return all
  })
