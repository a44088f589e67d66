import type { Effort } from "./laboratory.js"

/** How thorough a run can be. */
export const efforts = {
  /** For CI: everything once, so that what is broken shows. */
  smoke: {
    runs: 1,
    rounds: 1,
    calls: 20,
    warmUp: 20,
    millis: 1,
    processes: 1,
    lastingCalls: 200,
    invoices: 3_000,
    listLengths: [10, 1_000],
    uploadMegabytes: [1]
  },
  /** For one figure while working on it. */
  quick: {
    runs: 1,
    rounds: 10,
    calls: 100,
    warmUp: 7_500,
    millis: 20,
    processes: 5,
    lastingCalls: 50_000,
    invoices: 100_000,
    listLengths: [10, 1_000, 100_000],
    uploadMegabytes: [1, 10, 100]
  },
  /** For all goals and charts within ten minutes or so. */
  goals: {
    runs: 5,
    rounds: 8,
    calls: 100,
    warmUp: 7_500,
    millis: 30,
    processes: 7,
    lastingCalls: 50_000,
    invoices: 1_000_000,
    listLengths: [10, 1_000, 100_000],
    uploadMegabytes: [1, 10, 100, 500]
  },
  full: {
    runs: 5,
    rounds: 10,
    calls: 150,
    warmUp: 10_000,
    millis: 50,
    processes: 15,
    lastingCalls: 1_000_000,
    invoices: 1_000_000,
    listLengths: [10, 1_000, 100_000],
    uploadMegabytes: [1, 10, 100, 500]
  }
} satisfies Record<string, Effort>
