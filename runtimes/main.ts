// Runs the library in every runtime that is available, and says what holds where.
//
//   pnpm runtimes                          everything
//   pnpm runtimes --only bun --only deno   some of it
//   pnpm runtimes --quick                  as CI does: wire cases in each, with BitGptNode in Node 24 and
//                                          over fetch in the others, some of the core's tests in the
//                                          newest Node, Bun and Deno; installs no Chromium
//   pnpm runtimes --write-readme           puts the table into the README
//   pnpm runtimes --check-readme           fails if the README's table says something else
import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { chromium } from "./src/chromium.js"
import { installBinaries, installChromium } from "./src/install.js"
import { problemsOfReadme, writeReadme } from "./src/readme.js"
import { cellsOf, examine, isGood } from "./src/row.js"
import { runtimes } from "./src/runtimes.js"

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    quick: { type: "boolean", default: false },
    "write-readme": { type: "boolean", default: false },
    "check-readme": { type: "boolean", default: false }
  }
})

const names = runtimes.map(({ name }) => name)
const only = options.only.map((given) => {
  const name = names.find((name) => name.toLowerCase() === given.toLowerCase())
  if (name === undefined) throw new Error(`${given} is not among: ${names.join(", ")}`)
  return name
})
const chosen = runtimes.filter(({ name }) => only.length === 0 || only.includes(name))

if (options.quick && options["write-readme"]) {
  throw new Error("The README's table is of a full run: leave out --quick")
}

const isInstalled = await Effect.runPromise(installBinaries)
if (!options.quick && chosen.includes(chromium)) await Effect.runPromise(installChromium)
const rows = await Effect.runPromise(
  Effect.forEach(chosen, (runtime) => examine(runtime, options.quick ? "quick" : "full"), {
    concurrency: options.quick ? 2 : 1
  })
)

console.log("\nruntime | wire cases over fetch | wire cases with BitGptNode | the core's suite")
for (const row of rows) console.log(cellsOf(row).join(" | "))

if (options["write-readme"]) await writeReadme(names, rows)
const problems = options["check-readme"] ? await problemsOfReadme(names, rows) : []
for (const problem of problems) console.error(problem)
if (!isInstalled || problems.length > 0 || !rows.every(isGood)) process.exitCode = 1
