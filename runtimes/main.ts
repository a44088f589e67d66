// Runs the library in every runtime that can be had, and says what holds where.
//
//   pnpm runtimes                          everything
//   pnpm runtimes --only bun --only deno   some of it
//   pnpm runtimes --quick                  with the core's suite in full on the newest Node alone
//   pnpm runtimes --write-readme           puts the table into the README
//   pnpm runtimes --check-readme           fails if the README's table says something else
import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { installBinaries } from "./src/install.js"
import { problemsOfReadme, writeReadme } from "./src/readme.js"
import { cellsOf, examine, isGood } from "./src/row.js"
import { newest, runtimes } from "./src/runtimes.js"

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

const rows = await installBinaries.pipe(
  Effect.zipRight(
    Effect.forEach(chosen, (runtime) =>
      examine(runtime, options.quick && runtime.name !== newest ? "short" : "full")
    )
  ),
  Effect.runPromise
)

console.log("\nruntime | wire cases | the core's suite")
for (const row of rows) console.log(cellsOf(row).join(" | "))

if (options["write-readme"]) await writeReadme(names, rows)
const problems = options["check-readme"] ? await problemsOfReadme(names, rows) : []
for (const problem of problems) console.error(problem)
if (problems.length > 0 || !rows.every(isGood)) process.exitCode = 1
