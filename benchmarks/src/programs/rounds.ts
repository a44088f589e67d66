import { setImmediate } from "node:timers/promises"
import { Bench } from "tinybench"

/** The time of one call of each function, in microseconds, measured in turn, once per round. */
export const measureInTurn = async (
  subjects: Readonly<Record<string, () => unknown>>,
  options: {
    readonly rounds: number
    /** How long each is measured in each round. */
    readonly millis: number
    /** Calls that are timed together, because one is too short for a clock. */
    readonly together: number
  }
): Promise<Record<string, ReadonlyArray<number>>> => {
  const { millis, rounds, together } = options
  const results = new Map(Object.keys(subjects).map((name) => [name, new Array<number>()]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, subject] of Object.entries(subjects)) {
      const bench = new Bench({ time: millis, iterations: 1, warmup: false, throws: true })
      bench.add(
        name,
        async () => {
          for (let index = 0; index < together; index++) {
            const result = subject()
            if (result instanceof Promise) await result
          }
        },
        // Between two network calls there are turns of the event loop, in which finalizers run.
        { async: true, afterEach: () => setImmediate() }
      )
      const [task] = await bench.run()
      if (task?.result.state !== "completed") throw new Error(`${name} did not complete`)
      // The round before the first is for the compiler.
      if (round >= 0) results.get(name)?.push((task.result.latency.p50 * 1000) / together)
    }
  }
  return Object.fromEntries(results)
}
