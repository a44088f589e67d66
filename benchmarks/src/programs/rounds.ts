import { setImmediate } from "node:timers/promises"
import { startProcessorTime } from "../processorTime.js"

/**
 * The processor time of one call of each function, in microseconds, measured in turn, once per round.
 * Other programs make it longer by much less than the time on the clock.
 */
export const measureInTurn = async (
  subjects: Readonly<Record<string, () => unknown>>,
  options: {
    readonly rounds: number
    /** How long each is measured in each round. */
    readonly millis: number
    /** Calls between two turns of the event loop. */
    readonly together: number
  }
): Promise<Record<string, ReadonlyArray<number>>> => {
  const { millis, rounds, together } = options
  const results = new Map(Object.keys(subjects).map((name) => [name, new Array<number>()]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, subject] of Object.entries(subjects)) {
      let calls = 0
      const micros = startProcessorTime()
      do {
        for (let index = 0; index < together; index++) {
          const result = subject()
          if (result instanceof Promise) await result
        }
        calls += together
        // Between two network calls there are turns of the event loop, in which finalizers run.
        await setImmediate()
      } while (micros() < millis * 1000)
      // The round before the first is for the compiler.
      if (round >= 0) results.get(name)?.push(micros() / calls)
    }
  }
  return Object.fromEntries(results)
}
