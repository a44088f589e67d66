import { spawnSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { coreDist, folder, outputFolder } from "../../compile.js"
import type { Figure } from "../../figure.js"
import { readmeProgram } from "../../readme.js"

const bare = `
import { FetchHttpClient, HttpClient } from "@effect/platform"
import { Effect } from "effect"

HttpClient.get("https://example.com").pipe(
  Effect.flatMap((response) => response.text),
  Effect.provide(FetchHttpClient.layer),
  Effect.runPromise
)
`

const programs = { "bare Effect program": bare, "README's program": readmeProgram() }

const tsc = join(folder, "node_modules/typescript/bin/tsc")

const diagnosticsOf = (project: string): ReadonlyMap<string, number> => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, "-p", project, "--extendedDiagnostics"],
    {
      encoding: "utf8"
    }
  )
  if (status !== 0) throw new Error(`tsc: ${stdout}`)
  return new Map(
    [...stdout.matchAll(/^(\w[\w ]*):\s+([\d.]+)/gm)].map(([, name = "", value]) => [
      name,
      Number(value)
    ])
  )
}

/** What the compiler has to do for the README's first program, and for one without this library. */
export const types: Figure = (lab) => {
  const work = join(outputFolder, "types")
  const names = Object.keys(programs)
  const seconds = new Map(names.map((name) => [name, new Array<number>()]))
  const instantiations = new Map(names.map((name) => [name, new Array<number>()]))
  try {
    for (const [index, text] of Object.values(programs).entries()) {
      const project = join(work, String(index))
      mkdirSync(project, { recursive: true })
      writeFileSync(join(project, "program.ts"), `${text}\nexport {}\n`)
      writeFileSync(
        join(project, "tsconfig.json"),
        JSON.stringify({
          extends: join(folder, "../tsconfig.base.json"),
          compilerOptions: {
            noEmit: true,
            paths: { "effect-bitgpt": [join(coreDist, "index.d.ts")] }
          },
          files: ["program.ts"]
        })
      )
    }
    for (let round = 0; round < lab.effort.processes; round++) {
      for (const [index, name] of names.entries()) {
        const found = diagnosticsOf(join(work, String(index)))
        seconds.get(name)?.push(found.get("Total time") ?? NaN)
        instantiations.get(name)?.push(found.get("Instantiations") ?? NaN)
      }
    }
  } finally {
    // The workspace's own type check would find the programs.
    rmSync(work, { recursive: true, force: true })
  }
  const against = "bare Effect program"
  return Promise.resolve({
    series: [
      { name: "type check", unit: "s", better: "lower", against, runs: [seconds] },
      { name: "type instantiations", unit: "", better: "lower", against, runs: [instantiations] }
    ]
  })
}
