import { type Laboratory, withWorkers } from "../laboratory.js"
import type { Series } from "../series.js"

const looks = 10

/**
 * What memory in use grows by with each call, between every two of several looks at it. The median of
 * that is the slope that fits best (Theil and Sen), for a single look is off by a hundred kilobytes.
 */
export const retained = (lab: Laboratory): Promise<ReadonlyArray<Series>> => {
  const contenders = lab.contenders.filter((name) =>
    /^(?:fetch|(?:ours|everything)\/.*)$/.test(name)
  )
  return withWorkers({ ...lab, contenders }, async (workers) => {
    const calls = Math.ceil(lab.effort.retainedCalls / looks)
    const rounds = new Map<string, ReadonlyArray<number>>()
    for (const worker of workers) {
      const used: Array<number> = []
      // The calls before the first look fill pools and caches.
      for (let look = 0; look <= looks; look++) {
        used.push((await worker.perform({ _tag: "Retained", calls }))["bytes"] ?? NaN)
      }
      rounds.set(
        worker.name,
        used.flatMap((before, first) =>
          used.slice(first + 1).map((after, between) => (after - before) / (calls * (between + 1)))
        )
      )
    }
    return [{ name: "retained heap", unit: "bytes per call", better: "lower", rounds }]
  })
}
