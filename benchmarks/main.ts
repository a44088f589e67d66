// Measures ways to call the API against each other, and this library against its targets.
//
//   pnpm bench                                everything, about ten minutes
//   pnpm bench --only sequential --quick      one figure, less exact, in half a minute
//   pnpm bench --contender ours/fetch         some contenders, besides the one all are measured by
//   pnpm bench --smoke                        does everything work? No time is looked at
import { parseArgs } from "node:util"
import { compile } from "./src/compile.js"
import { contenders, limit, loadContender } from "./src/contenders/index.js"
import { check } from "./src/figures/check.js"
import { figures } from "./src/figures/index.js"
import type { Effort, Laboratory } from "./src/laboratory.js"
import { startServer, startWorker } from "./src/processes.js"
import type { Series } from "./src/series.js"
import { formatGuarantees, formatSeries, formatTargets } from "./src/table.js"

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    contender: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false }
  }
})

const efforts = {
  smoke: { rounds: 1, calls: 20, warmUp: 1, millis: 1 },
  quick: { rounds: 20, calls: 100, warmUp: 4000, millis: 10 },
  full: { rounds: 50, calls: 250, warmUp: 8000, millis: 50 }
} satisfies Record<string, Effort>

const chosen = (names: ReadonlyArray<string>, known: Readonly<Record<string, unknown>>) => {
  for (const name of names) {
    if (!(name in known)) {
      throw new Error(`${name} is not among: ${Object.keys(known).join(", ")}`)
    }
  }
  return Object.keys(known).filter((name) => names.length === 0 || names.includes(name))
}

const contenderNames = chosen(
  options.contender === undefined ? [] : [limit, ...options.contender],
  contenders
)
const figureNames = chosen(options.only ?? [], figures)

await compile()
const server = await startServer()
const lab: Laboratory = {
  baseUrl: server.baseUrl,
  contenders: contenderNames,
  effort: options.smoke ? efforts.smoke : options.quick ? efforts.quick : efforts.full,
  startWorkers: ({ contenders: names = contenderNames, execArgv = [] } = {}) =>
    names.map((name) => startWorker(name, server.baseUrl, execArgv)),
  say: console.log
}

const measured: Array<Series> = []
try {
  if (!options.quick) await check(lab)
  for (const [name, measure] of Object.entries(figures)) {
    if (!figureNames.includes(name)) continue
    const all = await measure(lab)
    measured.push(...all)
    // In a smoke run the times mean nothing.
    if (options.smoke) console.log(`${name}: measured`)
    else for (const series of all) console.log(`\n${formatSeries(series)}`)
  }
} finally {
  await server.stop()
}

const broken = measured.filter((series) =>
  [...series.rounds.values()].some((values) => !values.every(Number.isFinite))
)
if (broken.length > 0) throw new Error(`No figures: ${broken.map(({ name }) => name).join(", ")}`)

if (!options.smoke) {
  const guarantees = await Promise.all(
    contenderNames.map(async (name) => [name, (await loadContender(name)).guarantees] as const)
  )
  console.log(`\n${formatGuarantees(guarantees)}\n\n${formatTargets(measured)}`)
}
