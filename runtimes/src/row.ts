import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { check, conform } from "./conformance.js"
import { type Difference, differences } from "./differences.js"
import type { Runtime, StartAgent } from "./Runtime.js"
import { runSuite } from "./suite.js"
import { judge, type Result, vanished, type Verdict } from "./verdict.js"

/** How much is run. */
export type Extent = "full" | "quick"

/** What came of something, why it can't be run, or nothing where a quick run leaves it out. */
type Found = Verdict | string | undefined

interface Ran {
  readonly _tag: "Ran"
  readonly runtime: string
  readonly extent: Extent
  /** The name with the version, as far as users go by it. */
  readonly version: string
  readonly isPinned: boolean
  /** The wire cases over `fetch`. */
  readonly fetch: Found
  /** The wire cases with `BitGptNode`. */
  readonly bitGptNode: Found
  /** A few checks of what sends nothing. */
  readonly checks: ReadonlyArray<Verdict>
  /** The core's own tests. */
  readonly suite: Verdict | string
  /** Known differences that no longer show. */
  readonly vanished: ReadonlyArray<Difference>
}

/** What came of a runtime: a row of the table. */
export type Row =
  { readonly _tag: "Missing"; readonly runtime: string; readonly reason: string } | Ran

const hasFailed = (found: Found): boolean => typeof found === "object" && found.failures.length > 0

/** Whether nothing failed. A runtime that is not available doesn't count as a failure. */
export const isGood = (row: Row): boolean =>
  row._tag === "Missing" ||
  (row.vanished.length === 0 &&
    ![row.fetch, row.bitGptNode, row.suite, ...row.checks].some(hasFailed))

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

/** Holds the library in a runtime against the wire cases. Known differences are those of this name. */
const conformAs = (name: string, transport: string, start: StartAgent) =>
  Effect.gen(function* () {
    const agent = yield* start
    const checks = judge(name, yield* check(agent))
    const [time, results] = yield* Effect.timed(conform(agent))
    const wire = judge(name, results)
    const lines = [
      ...linesOf(`checks of what sends nothing, ${transport}`, checks),
      ...linesOf(`wire cases, ${transport}`, wire, time)
    ]
    return { version: agent.version, checks, wire, results, lines }
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

const test = ({ name, quick, tests }: Runtime, extent: Extent) =>
  Effect.gen(function* () {
    if (tests._tag === "None") return notTested(tests.reason)
    const part = extent === "full" ? undefined : quick.tests
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
    const { bitGptNode, isPinned, name, quick, start } = runtime
    const nameWithNode = `${name} with \`BitGptNode\``
    const has = (transport: string) => extent === "full" || quick.transport === transport
    const overFetch = has("fetch") ? yield* conformAs(name, "fetch", start) : undefined
    const withNode =
      has("BitGptNode") && bitGptNode._tag === "Agent"
        ? yield* conformAs(nameWithNode, "BitGptNode", bitGptNode.start)
        : undefined
    const conformed = [overFetch, withNode].filter((found) => found !== undefined)
    const version = conformed[0]?.version ?? name
    const tested = yield* test(runtime, extent)
    const gone = [
      ...vanished(name, [...(overFetch?.results ?? []), ...tested.results]),
      ...vanished(nameWithNode, withNode?.results ?? [])
    ]
    // At once, as another runtime may be under way.
    console.log(
      [
        `\n${version}`,
        ...[...conformed, tested].flatMap(({ lines }) => lines),
        ...gone.map(({ because }) => `  NO LONGER SO: ${because}`)
      ].join("\n")
    )
    return {
      _tag: "Ran",
      runtime: name,
      extent,
      version: shortVersion(version),
      isPinned,
      fetch: overFetch?.wire,
      bitGptNode: bitGptNode._tag === "None" ? bitGptNode.reason : withNode?.wire,
      checks: conformed.map(({ checks }) => checks),
      suite: tested.suite,
      vanished: gone
    } as const
  }).pipe(
    Effect.catchTag("Unavailable", ({ reason }) => {
      console.log(`\n${runtime.name}\n  not available: ${reason}`)
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

const wireText = (found: Found): string | undefined =>
  typeof found === "object" ? textOf(found) : found === undefined ? undefined : `no: ${found}`

const testsText = ({ extent, suite }: Ran): string =>
  typeof suite === "string"
    ? `a few checks: ${suite}`
    : `${textOf(suite)}${extent === "full" ? "" : ", in part"}`

/**
 * The cells of a row: the runtime, its wire cases over `fetch` and with `BitGptNode`, the core's tests. What a
 * quick run leaves out has none.
 */
export const cellsOf = (row: Row): ReadonlyArray<string | undefined> =>
  row._tag === "Missing"
    ? [row.runtime, `not run: ${row.reason}`, "not run", "not run"]
    : [row.version, wireText(row.fetch), wireText(row.bitGptNode), testsText(row)]
