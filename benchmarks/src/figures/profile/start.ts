import type { Figure } from "../../figure.js"
import { breakdown } from "../../markdown.js"
import { runProgram } from "../../processes.js"
import { median } from "../../statistics.js"
import { importedModules } from "../package/start.js"

/** Whose code an import spends its time in. */
export const start: Figure = async ({ effort }) => {
  const modules = Object.entries(await importedModules())
  const rounds = new Map(modules.map(([name]) => [name, new Map<string, Array<number>>()]))
  for (let round = 0; round < effort.processes; round++) {
    for (const [name, file] of modules) {
      const owners = rounds.get(name)
      for (const [owner, millis] of Object.entries(
        await runProgram("start.js", ["profile", file])
      )) {
        owners?.set(owner, [...(owners.get(owner) ?? []), ...millis])
      }
    }
  }
  const found = new Map(
    Array.from(rounds, ([name, owners]) => [
      name,
      new Map(Array.from(owners, ([owner, millis]) => [owner, median(millis)]))
    ])
  )
  return { series: [], tables: { "the time of an import": breakdown("ms", found, 0) } }
}
