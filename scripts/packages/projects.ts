// A user's projects: folders that share what is installed above them, each with settings of its own.
import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { check, run, tool } from "./shell.js"

const programs = join(import.meta.dirname, "programs")

const write = (file: string, json: unknown): void => {
  writeFileSync(file, JSON.stringify(json))
}

const newProject = (installed: string, kind: string): string => {
  const project = join(installed, kind)
  mkdirSync(project)
  write(join(project, "package.json"), { type: "module" })
  return project
}

const compile = (
  project: string,
  names: ReadonlyArray<string>,
  options: Record<string, unknown>
): void => {
  for (const name of names) {
    cpSync(join(programs, `${name}.ts`), join(project, `${name}.ts`))
  }
  write(join(project, "tsconfig.json"), {
    compilerOptions: {
      target: "es2022",
      lib: ["es2023", "dom", "dom.iterable"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      ...options
    },
    files: names.map((name) => `${name}.ts`)
  })
  run(tool("tsc"), ["-p", "."], project)
}

const execute = (
  kind: string,
  project: string,
  names: ReadonlyArray<string>,
  env: Record<string, string>
): void => {
  for (const name of names) run("node", [`${name}.js`], project, env)
  check(`${kind}: ${names.join(" and ")} run`, true)
}

/** How a user may write the programs: each is made as it would be there, then run. */
export const projects = {
  javascript: (installed: string, names: ReadonlyArray<string>, env: Record<string, string>) => {
    const project = newProject(installed, "javascript")
    for (const name of names) {
      cpSync(join(programs, `${name}.ts`), join(project, `${name}.js`))
    }
    execute("JavaScript", project, names, env)
  },
  /** Compiled and run as modules of Node. */
  nodenext: (installed: string, names: ReadonlyArray<string>, env: Record<string, string>) => {
    const project = newProject(installed, "nodenext")
    compile(project, names, { module: "nodenext" })
    execute("TypeScript, nodenext", project, names, env)
  },
  /** Checked, bundled with all that it imports, and run as one file. */
  bundler: (installed: string, names: ReadonlyArray<string>, env: Record<string, string>) => {
    const project = newProject(installed, "bundler")
    compile(project, names, { module: "esnext", moduleResolution: "bundler", noEmit: true })
    const entries = names.map((name) => `${name}.ts`)
    const options = ["--bundle", "--format=esm", "--platform=node", "--outdir=."]
    // What is written for CommonJS asks for Node's modules by `require`.
    const banner =
      "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
    run(tool("esbuild"), [...entries, ...options, banner, "--log-level=warning"], project)
    execute("TypeScript, bundler", project, names, env)
  }
}
