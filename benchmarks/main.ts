// Measures ways to call the API against each other, and this library against its goals.
//
//   pnpm bench                                    everything, about an hour
//   pnpm bench --goals --draw                     the goals, the charts and the profiles, about ten minutes
//   pnpm bench --only calls --quick               one figure, less exact
//   pnpm bench --only profile --quick             whose code calls, lists, bundles and imports are made of
//   pnpm bench --contender BitGptNode             some contenders, and the one all are compared with
//   pnpm bench --only lasting --calls 100000      fewer calls than a million
//   pnpm bench --smoke                            does everything work? No time is looked at
//
// With --draw, charts and tables of what was measured go into docs/performance.md.
import { parseArgs } from "node:util"
import { compile } from "./src/compile.js"
import { contenders, limit, loadContender } from "./src/contenders/index.js"
import { writeChart, writeTable } from "./src/docs.js"
import { efforts } from "./src/efforts.js"
import { check } from "./src/figures/check.js"
import { figures } from "./src/figures/index.js"
import type { Effort, Laboratory } from "./src/laboratory.js"
import { startServer } from "./src/processes.js"
import type { Series } from "./src/series.js"
import { formatGuarantees, formatSeries, formatTargets } from "./src/table.js"

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    contender: { type: "string", multiple: true, default: [] },
    calls: { type: "string" },
    draw: { type: "boolean", default: false },
    goals: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false }
  }
})

/** What the goals and the charts are about, but for the million calls, which take longest. */
const forGoals = {
  figures: ["calls", "decode", "lists", "stream", "upload", "size", "start", "profile"],
  contenders: [
    limit,
    "undici",
    "HttpApiClient/fetch",
    "HttpApiClient/undici",
    "floor/fetch",
    "floor/dispatcher",
    "BitGptNode",
    "BitGpt/fetch",
    "BitGpt/undici"
  ]
}

const chosen = (names: ReadonlyArray<string>, known: Readonly<Record<string, unknown>>) => {
  for (const name of names) {
    if (!(name in known)) {
      throw new Error(`${name} is not among: ${Object.keys(known).join(", ")}`)
    }
  }
  return Object.keys(known).filter((name) => names.length === 0 || names.includes(name))
}

const asked = <A>(given: ReadonlyArray<A>, goals: ReadonlyArray<A>) =>
  given.length === 0 && options.goals ? goals : given

const contenderNames = chosen(
  asked(options.contender.length === 0 ? [] : [limit, ...options.contender], forGoals.contenders),
  contenders
)
const figureNames = chosen(asked(options.only, forGoals.figures), figures)
const preset = (["smoke", "quick", "goals"] as const).find((name) => options[name]) ?? "full"
const effort: Effort =
  options.calls === undefined
    ? efforts[preset]
    : { ...efforts[preset], lastingCalls: Number(options.calls) }

await compile()
const server = await startServer()
const lab: Laboratory = {
  baseUrl: server.baseUrl,
  contenders: contenderNames,
  effort,
  say: console.log
}

const measured: Array<Series> = []
const show = (name: string, table: string) => {
  console.log(`\n${name}\n\n${table}`)
  if (options.draw) writeTable(name, table)
}
try {
  if (preset === "full" || preset === "smoke") await check(lab)
  // That every contender works is known by then; that every figure works, two can show.
  const measuredLab = options.smoke ? { ...lab, contenders: [limit, "BitGptNode"] } : lab
  for (const name of figureNames) {
    const { charts = {}, series = [], tables = {} } = (await figures[name]?.(measuredLab)) ?? {}
    measured.push(...series)
    // In a smoke run the times mean nothing.
    if (options.smoke) {
      console.log(`${name}: measured`)
      continue
    }
    for (const one of series) console.log(`\n${formatSeries(one)}`)
    for (const [title, table] of Object.entries(tables)) show(title, table)
    if (options.draw) {
      for (const [file, svg] of Object.entries(charts)) writeChart(file, svg)
    }
  }
} finally {
  await server.stop()
}

const broken = measured.filter(({ runs }) =>
  runs.some((run) =>
    [...run.values()].some((values) => values.length === 0 || !values.every(Number.isFinite))
  )
)
if (broken.length > 0) throw new Error(`No figures: ${broken.map(({ name }) => name).join(", ")}`)

if (!options.smoke) {
  const guarantees = await Promise.all(
    contenderNames.map(async (name) => [name, (await loadContender(name)).guarantees] as const)
  )
  console.log(`\n${formatGuarantees(guarantees)}`)
  const goals = formatTargets(measured)
  if (goals === undefined) console.log("\nNo goal is set for these figures.")
  // Of some goals only, the page's table is not to be replaced.
  else if (options.goals && options.only.length === 0) show("the goals", goals)
  else console.log(`\n${goals}`)
}
