import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { check, conform } from "./conformance.js"
import { type Difference, differences } from "./differences.js"
import type { Runtime } from "./Runtime.js"
import { type Extent, runSuite } from "./suite.js"
import { judge, type Result, vanished, type Verdict } from "./verdict.js"

interface Ran {
  readonly _tag: "Ran"
  readonly runtime: string
  /** The name with the version, as far as users go by it. */
  readonly version: string
  readonly isPinned: boolean
  readonly wire: Verdict
  /** A few checks of what sends nothing. */
  readonly checks: Verdict
  /** The core's own tests, or why they were not run. */
  readonly suite: { readonly extent: Extent; readonly verdict: Verdict } | string
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
    (typeof row.suite === "string" || row.suite.verdict.failures.length === 0))

const say = (
  what: string,
  { failures, passed, total }: Verdict,
  time?: Duration.Duration
): void => {
  const known = total - passed - failures.length
  console.log(
    [
      `  ${what}: ${passed} of ${total}`,
      ...(known === 0 ? [] : [`${known} differ as is known`]),
      ...(failures.length === 0 ? [] : [`${failures.length} FAILED`]),
      ...(time === undefined ? [] : [`${Duration.toSeconds(time).toFixed(1)} s`])
    ].join(", ")
  )
  for (const { name, problems } of failures) {
    console.log([`    ${name}`, ...problems].join("\n      "))
  }
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

const shortVersion = (version: string): string => version.replace(/ (\d+\.\d+)\.\S+$/, " $1")

/** Runs everything in a runtime. */
export const examine = (runtime: Runtime, extent: Extent): Effect.Effect<Row> =>
  Effect.gen(function* () {
    const { isPinned, name, tests } = runtime
    const [time, { checked, results, version }] = yield* Effect.timed(wireResults(runtime))
    const checks = judge(name, checked)
    const wire = judge(name, results)
    console.log(`\n${version}`)
    say("checks of what sends nothing", checks)
    say("wire cases", wire, time)

    let suite: Ran["suite"]
    let tested: ReadonlyArray<Result> = []
    if (tests._tag === "None") {
      suite = tests.reason
      console.log(`  the core's tests: a few checks only, ${suite}`)
    } else {
      const [time, ran] = yield* Effect.timed(runSuite(yield* tests.runner, extent))
      tested = ran
      suite = { extent, verdict: judge(name, ran) }
      say(`the core's tests${extent === "full" ? "" : ", in short"}`, suite.verdict, time)
    }

    const gone = vanished(name, [...results, ...tested])
    for (const { because } of gone) console.log(`  NO LONGER SO: ${because}`)
    return {
      _tag: "Ran",
      runtime: name,
      version: shortVersion(version),
      isPinned,
      checks,
      wire,
      suite,
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

/** How a verdict on a part of the tests ends. */
export const inShort = ", in short"

const testsText = (suite: Ran["suite"]): string =>
  typeof suite === "string"
    ? `a few checks: ${suite}`
    : `${textOf(suite.verdict)}${suite.extent === "full" ? "" : inShort}`

/** The cells of a row: the runtime, its wire cases, the core's tests. */
export const cellsOf = (row: Row): ReadonlyArray<string> =>
  row._tag === "Missing"
    ? [row.runtime, `not run: ${row.reason}`, "not run"]
    : [row.version, textOf(row.wire), testsText(row.suite)]
