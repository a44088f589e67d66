import { limit } from "../../contenders/index.js"
import type { Figure } from "../../figure.js"
import {
  interleave,
  type Laboratory,
  repeatRuns,
  type Rounds,
  seriesOf,
  warmUp,
  withWorkers
} from "../../laboratory.js"
import type { Series } from "../../series.js"
import { costs } from "./costs.js"
import { drawCalls, drawTransports } from "./drawCalls.js"

const concurrencies = [1, 8, 64, 512] as const

const callsOf = (concurrency: number, calls: number): number =>
  concurrency === 1 ? calls : Math.max(calls * 3, concurrency * 2)

const measureRun = (lab: Laboratory): Promise<ReadonlyMap<number, Rounds>> =>
  withWorkers(lab, async (workers) => {
    const { effort } = lab
    await warmUp(workers, effort.warmUp / 2, (calls) => ({ _tag: "Calls", calls, concurrency: 1 }))
    await warmUp(workers, effort.warmUp / 2, (calls) => ({ _tag: "Calls", calls, concurrency: 16 }))
    const results = new Map<number, Rounds>()
    for (const concurrency of concurrencies) {
      const calls = callsOf(concurrency, effort.calls)
      const rounds = concurrency === 1 ? effort.rounds : Math.ceil(effort.rounds / 2)
      results.set(
        concurrency,
        await interleave(workers, rounds, { _tag: "Calls", calls, concurrency })
      )
    }
    return results
  })

/** What a call takes, with so many at once: its time, processor time, and how many there are in a second. */
export const calls: Figure = async (lab) => {
  const runs = await repeatRuns(lab, () => measureRun(lab))
  const series = concurrencies.flatMap((concurrency): ReadonlyArray<Series> => {
    const rounds = runs.flatMap((run) => run.get(concurrency) ?? [])
    const of = (figure: string, name: string, unit: string, better: Series["better"]) =>
      seriesOf(rounds, figure, {
        name: `${name}, ${concurrency} at once`,
        unit,
        better,
        against: limit
      })
    return [
      of("latency", "latency", "us", "lower"),
      of("cpu", "CPU per call", "us", "lower"),
      of("callsPerSecond", "throughput", "calls/s", "higher")
    ]
  })
  return {
    series,
    tables: { "what a call costs": costs(series) },
    charts: {
      "performance-transports.svg": drawTransports(series),
      "performance-at-once.svg": drawCalls(series, concurrencies)
    }
  }
}
