import { type Difference, differences } from "./differences.js"

/** What came of a case or a test. It passed if there are no problems. */
export interface Result {
  readonly name: string
  readonly problems: ReadonlyArray<string>
}

/** What came of all of them in a runtime. */
export interface Verdict {
  readonly total: number
  readonly passed: number
  /** The known differences that show, or may. */
  readonly differences: ReadonlyArray<Difference>
  /** What no known difference explains. */
  readonly failures: ReadonlyArray<Result>
}

const shows = (difference: Difference, { name, problems }: Result): boolean =>
  difference.concerns.test(name) &&
  problems.length > 0 &&
  problems.every((problem) => difference.problems.test(problem))

const concerning = (runtime: string, results: ReadonlyArray<Result>): ReadonlyArray<Difference> =>
  differences.filter(
    ({ concerns, runtimes }) =>
      runtimes.includes(runtime) && results.some(({ name }) => concerns.test(name))
  )

/** Judges what came of everything that was run in a runtime. */
export const judge = (runtime: string, results: ReadonlyArray<Result>): Verdict => {
  const known = concerning(runtime, results)
  const failed = results.filter(({ problems }) => problems.length > 0)
  return {
    total: results.length,
    passed: results.length - failed.length,
    differences: known.filter(
      (difference) =>
        difference.isOccasional === true || failed.some((result) => shows(difference, result))
    ),
    failures: failed.filter((result) => !known.some((difference) => shows(difference, result)))
  }
}

/** Known differences of a runtime that should have shown, and did not. */
export const vanished = (
  runtime: string,
  results: ReadonlyArray<Result>
): ReadonlyArray<Difference> =>
  concerning(runtime, results).filter(
    (difference) =>
      difference.isOccasional !== true && !results.some((result) => shows(difference, result))
  )
