import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { build } from "esbuild"
import { realpathSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { coreDist, folder, outputFolder } from "../../compile.js"
import { limit } from "../../contenders/index.js"
import type { Figure } from "../../figure.js"
import { runProgram } from "../../processes.js"

const whole = join(coreDist, "index.js")

/** The modules of Effect and its platform that the library imports. */
const dependencies = async (): Promise<ReadonlyArray<string>> => {
  const { metafile } = await build({
    entryPoints: [whole],
    bundle: true,
    format: "esm",
    packages: "external",
    metafile: true,
    write: false,
    outdir: coreDist
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return [...new Set(imports.map(({ path }) => path))]
}

/** How many classes of schemas the library exports. */
const classCount = async (): Promise<number> => {
  const exported: unknown = await import(whole)
  return (Predicate.isRecord(exported) ? Object.values(exported) : []).filter(
    (value) => typeof value === "function" && Schema.isSchema(value) && "identifier" in value
  ).length
}

/** Another copy would be loaded twice, and the second time be counted as ours. */
const assertSameCopy = (name: string): void => {
  const [here, there] = [folder, join(coreDist, "..")].map((path) =>
    realpathSync(join(path, "node_modules", name))
  )
  if (here !== there) throw new Error(`The library has another copy of ${name}`)
}

const floorName = "same modules of Effect, as many empty classes"

const wholeName = "ours, the whole API"

/** Writes a module that imports what the library imports, and defines as many empty schema classes. */
const writeFloor = async (): Promise<string> => {
  const imports = (await dependencies()).map((path) => `import ${JSON.stringify(path)}`)
  const classes = Array.from(
    { length: await classCount() },
    (_, index) => `export class C${index} extends Schema.Class("C${index}")({}) {}`
  )
  const file = join(outputFolder, "floorOfImport.js")
  writeFileSync(
    file,
    [...imports, 'import * as Schema from "effect/Schema"', ...classes].join("\n")
  )
  return file
}

/** The modules that are imported, by what they are. */
export const importedModules = async (): Promise<Readonly<Record<string, string>>> => {
  assertSameCopy("effect")
  assertSameCopy("@effect/platform")
  return { [floorName]: await writeFloor(), [wholeName]: whole }
}

/** Loading the library, and the first call of each contender, in fresh processes. */
export const start: Figure = async (lab) => {
  const modules = await importedModules()
  const imports = new Map(Object.keys(modules).map((name) => [name, new Array<number>()]))
  const calls = new Map(lab.contenders.map((name) => [name, new Array<number>()]))
  for (let round = 0; round < lab.effort.processes; round++) {
    for (const [name, file] of Object.entries(modules)) {
      const { millis = [] } = await runProgram("start.js", ["import", file])
      imports.get(name)?.push(...millis)
    }
    for (const name of lab.contenders) {
      const { millis = [] } = await runProgram("start.js", ["call", name, lab.baseUrl])
      calls.get(name)?.push(...millis)
    }
  }
  return {
    series: [
      { name: "import", unit: "ms", better: "lower", against: floorName, runs: [imports] },
      {
        name: "loading and first call",
        unit: "ms",
        better: "lower",
        against: limit,
        runs: [calls]
      }
    ]
  }
}
