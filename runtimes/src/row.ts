import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { check, conform } from "./conformance.js"
import { type Difference, differences } from "./differences.js"
import type { Runtime } from "./Runtime.js"
import { runSuite } from "./suite.js"
import { judge, type Result, vanished, type Verdict } from "./verdict.js"

/** How much is run of the core's suite. */
export type Extent = "full" | "quick"

interface Ran {
  readonly _tag: "Ran"
  readonly runtime: string
  readonly extent: Extent
  /** The name with the version, as far as users go by it. */
  readonly version: string
  readonly isPinned: boolean
  readonly wire: Verdict
  /** A few checks of what sends nothing. */
  readonly checks: Verdict
  /** The core's own tests, or why they were not run. */
  readonly suite: Verdict | string
  /** Known differences that no longer show. */
  readonly vanished: ReadonlyArray<Difference>
}

/** What came of a runtime: a row of the table. */
export type Row =
  { readonly _tag: "Missing"; readonly runtime: string; readonly reason: string } | Ran

/** Whether nothing failed. A runtime that can't be had is no failure. */
export const isGood = (row: Row): boolean =>
  row._tag === "Missing" ||
  (row.wire.failures.length === 0 &&
    row.checks.failures.length === 0 &&
    row.vanished.length === 0 &&
    (typeof row.suite === "string" || row.suite.failures.length === 0))

const linesOf = (
  what: string,
  { failures, passed, total }: Verdict,
  time?: Duration.Duration
): ReadonlyArray<string> => {
  const known = total - passed - failures.length
  const summary = [
    `  ${what}: ${passed} of ${total}`,
    ...(known === 0 ? [] : [`${known} differ as is known`]),
    ...(failures.length === 0 ? [] : [`${failures.length} FAILED`]),
    ...(time === undefined ? [] : [`${Duration.toSeconds(time).toFixed(1)} s`])
  ].join(", ")
  return [
    summary,
    ...failures.map(({ name, problems }) => [`    ${name}`, ...problems].join("\n      "))
  ]
}

const wireResults = (runtime: Runtime) =>
  Effect.gen(function* () {
    const agent = yield* runtime.start
    return {
      version: agent.version,
      checked: yield* check(agent),
      results: yield* conform(agent)
    }
  }).pipe(Effect.scoped)

interface Tested {
  readonly results: ReadonlyArray<Result>
  readonly suite: Ran["suite"]
  readonly lines: ReadonlyArray<string>
}

const notTested = (reason: string): Tested => ({
  results: [],
  suite: reason,
  lines: [`  the core's tests: a few checks only, ${reason}`]
})

const test = ({ name, tests }: Runtime, extent: Extent) =>
  Effect.gen(function* () {
    if (tests._tag === "None") return notTested(tests.reason)
    const part = extent === "full" ? undefined : tests.quick
    if (part === "None") return notTested("a quick run has no more here")
    const [time, results] = yield* Effect.timed(runSuite(yield* tests.runner, part))
    const suite = judge(name, results)
    const what = `the core's tests${part === undefined ? "" : ", in part"}`
    return { results, suite, lines: linesOf(what, suite, time) } satisfies Tested
  })

const shortVersion = (version: string): string => version.replace(/ (\d+\.\d+)\.\S+$/, " $1")

/** Runs everything in a runtime. */
export const examine = (runtime: Runtime, extent: Extent): Effect.Effect<Row> =>
  Effect.gen(function* () {
    const { isPinned, name } = runtime
    const [time, { checked, results, version }] = yield* Effect.timed(wireResults(runtime))
    const checks = judge(name, checked)
    const wire = judge(name, results)
    const tested = yield* test(runtime, extent)
    const gone = vanished(name, [...results, ...tested.results])
    // At once, as another runtime may be under way.
    console.log(
      [
        `\n${version}`,
        ...linesOf("checks of what sends nothing", checks),
        ...linesOf("wire cases", wire, time),
        ...tested.lines,
        ...gone.map(({ because }) => `  NO LONGER SO: ${because}`)
      ].join("\n")
    )
    return {
      _tag: "Ran",
      runtime: name,
      extent,
      version: shortVersion(version),
      isPinned,
      checks,
      wire,
      suite: tested.suite,
      vanished: gone
    } as const
  }).pipe(
    Effect.catchTag("Unavailable", ({ reason }) => {
      console.log(`\n${runtime.name}\n  can't be had: ${reason}`)
      return Effect.succeed<Row>({ _tag: "Missing", runtime: runtime.name, reason })
    })
  )

const textOf = ({ differences: shown, failures }: Verdict): string => {
  if (failures.length > 0) return `${failures.length} failed`
  const numbers = shown.map((difference) => String(differences.indexOf(difference) + 1))
  return numbers.length === 0
    ? "all"
    : `all except note${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}`
}

const testsText = ({ extent, suite }: Ran): string =>
  typeof suite === "string"
    ? `a few checks: ${suite}`
    : `${textOf(suite)}${extent === "full" ? "" : ", in part"}`

/** The cells of a row: the runtime, its wire cases, the core's tests. */
export const cellsOf = (row: Row): ReadonlyArray<string> =>
  row._tag === "Missing"
    ? [row.runtime, `not run: ${row.reason}`, "not run"]
    : [row.version, textOf(row.wire), testsText(row)]
