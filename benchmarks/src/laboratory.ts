import { startWorker, type Worker } from "./processes.js"
import type { Figures, Task } from "./protocol.js"
import type { Series } from "./series.js"

/** How thorough a measurement is. */
export interface Effort {
  /** Runs of a figure that a goal is about, each with processes of its own. */
  readonly runs: number
  /** Rounds of one run. */
  readonly rounds: number
  /** Calls of one round. */
  readonly calls: number
  /** Calls before the first round, so that code is compiled. */
  readonly warmUp: number
  /** How long a function that needs no server is measured in one round. */
  readonly millis: number
  /** Fresh processes for what happens once in a process's life. */
  readonly processes: number
  /** Calls over which memory and time are watched. */
  readonly lastingCalls: number
  /** Invoices of a stream. At most as many as the server has. */
  readonly invoices: number
  /** How many items lists have. */
  readonly listLengths: ReadonlyArray<number>
  /** How large files are that are uploaded. */
  readonly uploadMegabytes: ReadonlyArray<number>
}

/** What the figures of a run have in common. */
export interface Laboratory {
  readonly baseUrl: string
  /** Names of the contenders that are measured. */
  readonly contenders: ReadonlyArray<string>
  readonly effort: Effort
  readonly say: (text: string) => void
}

/** Figures by worker, one for each round. */
export type Rounds = ReadonlyMap<string, ReadonlyArray<Figures>>

/** Has every worker do the same in every round, each round beginning with another one. */
export const interleave = async (
  workers: ReadonlyArray<Worker>,
  rounds: number,
  task: Task
): Promise<Rounds> => {
  const results = new Map(workers.map(({ name }) => [name, new Array<Figures>()]))
  for (let round = 0; round < rounds; round++) {
    const first = round % workers.length
    for (const worker of [...workers.slice(first), ...workers.slice(0, first)]) {
      results.get(worker.name)?.push(await worker.perform(task))
    }
  }
  return results
}

const warmUpPasses = 5

/**
 * Makes calls until code is compiled, some by every worker before any makes more: what is compiled
 * beside the calls is ready only some time after them, later still while other processes start.
 */
export const warmUp = async (
  workers: ReadonlyArray<Worker>,
  calls: number,
  task: (calls: number) => Task
): Promise<void> => {
  for (let pass = 0; pass < warmUpPasses; pass++) {
    for (const worker of workers) await worker.perform(task(Math.ceil(calls / warmUpPasses)))
  }
}

/** Workers of the contenders for as long as `use` takes. */
export const withWorkers = async <A>(
  { baseUrl, contenders }: Laboratory,
  use: (workers: ReadonlyArray<Worker>) => Promise<A>,
  execArgv: ReadonlyArray<string> = []
): Promise<A> => {
  const workers = contenders.map((name) => startWorker(name, baseUrl, execArgv))
  try {
    return await use(workers)
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
}

/** Does something once for each run, and gives what came of it. */
export const repeatRuns = async <A>(
  { effort }: Laboratory,
  run: () => Promise<A>
): Promise<Array<A>> => {
  const results: Array<A> = []
  for (let index = 0; index < effort.runs; index++) results.push(await run())
  return results
}

/** One of the figures of each round, as a series. */
export const seriesOf = (
  runs: ReadonlyArray<Rounds>,
  figure: string,
  series: Omit<Series, "runs">
): Series => ({
  ...series,
  runs: runs.map(
    (rounds) =>
      new Map(Array.from(rounds, ([name, figures]) => [name, figures.map((_) => _[figure] ?? NaN)]))
  )
})
