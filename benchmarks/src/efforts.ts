import type { Effort } from "./laboratory.js"

/** How thorough a run can be. */
export const efforts = {
  /** For CI: everything once, so that what is broken shows. */
  smoke: { rounds: 1, calls: 20, warmUp: 20, millis: 1, processes: 1, retainedCalls: 200 },
  /** For one figure while working on it. */
  quick: {
    rounds: 20,
    calls: 100,
    warmUp: 7500,
    millis: 10,
    processes: 5,
    retainedCalls: 50_000
  },
  full: {
    rounds: 30,
    calls: 200,
    warmUp: 10_000,
    millis: 50,
    processes: 10,
    retainedCalls: 100_000
  }
} satisfies Record<string, Effort>
