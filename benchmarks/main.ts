// Measures ways to call the API against each other, and this library against its goals.
//
//   pnpm bench                                    everything, about an hour
//   pnpm bench --only calls --quick               one figure, less exact
//   pnpm bench --contender BitGptNode             some contenders, and the one all are compared with
//   pnpm bench --only lasting --calls 100000      fewer calls than a million
//   pnpm bench --draw                             puts the charts of what was measured into docs/images
//   pnpm bench --smoke                            does everything work? No time is looked at
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { compile, folder } from "./src/compile.js"
import { contenders, limit, loadContender } from "./src/contenders/index.js"
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
    quick: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false }
  }
})

const chosen = (names: ReadonlyArray<string>, known: Readonly<Record<string, unknown>>) => {
  for (const name of names) {
    if (!(name in known)) {
      throw new Error(`${name} is not among: ${Object.keys(known).join(", ")}`)
    }
  }
  return Object.keys(known).filter((name) => names.length === 0 || names.includes(name))
}

const contenderNames = chosen(
  options.contender.length === 0 ? [] : [limit, ...options.contender],
  contenders
)
const figureNames = chosen(options.only, figures)
const preset = options.smoke ? efforts.smoke : options.quick ? efforts.quick : efforts.full
const effort: Effort =
  options.calls === undefined ? preset : { ...preset, lastingCalls: Number(options.calls) }

await compile()
const server = await startServer()
const lab: Laboratory = {
  baseUrl: server.baseUrl,
  contenders: contenderNames,
  effort,
  say: console.log
}

const measured: Array<Series> = []
try {
  if (!options.quick) await check(lab)
  // That every contender works is known by then; that every figure works, two can show.
  const measuredLab = options.smoke ? { ...lab, contenders: [limit, "BitGptNode"] } : lab
  for (const name of figureNames) {
    const { charts = {}, series } = (await figures[name]?.(measuredLab)) ?? { series: [] }
    measured.push(...series)
    // In a smoke run the times mean nothing.
    if (options.smoke) console.log(`${name}: measured`)
    else for (const one of series) console.log(`\n${formatSeries(one)}`)
    if (options.draw) {
      for (const [file, svg] of Object.entries(charts)) {
        writeFileSync(join(folder, "../docs/images", file), svg)
        console.log(`\nDrawn: docs/images/${file}`)
      }
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
  console.log(`\n${formatGuarantees(guarantees)}\n\n${formatTargets(measured)}`)
}
