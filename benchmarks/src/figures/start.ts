import { build } from "esbuild"
import { realpathSync } from "node:fs"
import { join } from "node:path"
import { coreDist, folder } from "../compile.js"
import { limit } from "../contenders/index.js"
import type { Laboratory } from "../laboratory.js"
import { runProgram } from "../processes.js"
import type { Series } from "../series.js"

const program = join(coreDist, "index.js")

/**
 * What the library imports of Effect and its platform. Its other dependencies come with it alone, so
 * that they count as its own.
 */
const dependencies = async (): Promise<ReadonlyArray<string>> => {
  const { metafile } = await build({
    entryPoints: [program],
    bundle: true,
    format: "esm",
    packages: "external",
    metafile: true,
    write: false,
    outdir: coreDist
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return [...new Set(imports.map(({ path }) => path))].filter((path) =>
    /^(?:effect|@effect\/platform)(?:\/|$)/.test(path)
  )
}

/** Another copy would be loaded twice, and the second time be counted as ours. */
const assertSameCopy = (name: string): void => {
  const [here, there] = [folder, join(coreDist, "..")].map((path) =>
    realpathSync(join(path, "node_modules", name))
  )
  if (here !== there) throw new Error(`The library has another copy of ${name}`)
}

/** Loading the library, and the first call of each contender, in fresh processes. */
export const start = async (lab: Laboratory): Promise<ReadonlyArray<Series>> => {
  assertSameCopy("effect")
  assertSameCopy("@effect/platform")
  const modules = (await dependencies()).join(",")
  const imports = new Map([
    ["effect and platform", new Array<number>()],
    ["ours", new Array<number>()]
  ])
  const calls = new Map(lab.contenders.map((name) => [name, new Array<number>()]))
  for (let round = 0; round < lab.effort.processes; round++) {
    const loaded = await runProgram("start.js", ["import", modules, program])
    imports.get("effect and platform")?.push(...(loaded["dependencies"] ?? []))
    imports.get("ours")?.push(...(loaded["program"] ?? []))
    for (const name of lab.contenders) {
      const called = await runProgram("start.js", ["call", name, lab.baseUrl])
      calls.get(name)?.push(...(called["call"] ?? []))
    }
  }
  return [
    { name: "import", unit: "ms", better: "lower", rounds: imports },
    { name: "loading and first call", unit: "ms", better: "lower", against: limit, rounds: calls }
  ]
}
