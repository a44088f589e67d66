// Compiles every TypeScript snippet of the READMEs, of docs/, of llms.txt and of the docstrings, each as
// a module of its own, with the types that a user's project would see. Then runs all but those of the
// docstrings: the programs against the emulator, in few processes because most of the time goes into
// starting one, and the tests with vitest.
import { Effect, Redacted } from "effect"
import { Emulator } from "effect-bitgpt-emulator"
import { execFile, spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join, relative } from "node:path"
import { promisify } from "node:util"

const root = join(import.meta.dirname, "..")
const folder = join(root, ".snippets")

const filesIn = (path: string, ending: string): ReadonlyArray<string> =>
  readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(root, path, name))

interface Snippet {
  readonly file: string
  readonly line: number
  readonly code: string
}

const snippetsOf = (file: string): ReadonlyArray<Snippet> => {
  const snippets: Array<Snippet> = []
  let open: { readonly line: number; readonly code: Array<string> } | undefined
  for (const [index, raw] of readFileSync(file, "utf8").split("\n").entries()) {
    const text = file.endsWith(".ts") ? raw.replace(/^\s*\* ?/, "") : raw
    if (open === undefined) {
      if (text.trim() === "```ts") open = { line: index + 1, code: [] }
    } else if (text.trim() === "```") {
      snippets.push({ file: relative(root, file), line: open.line, code: open.code.join("\n") })
      open = undefined
    } else {
      open.code.push(text)
    }
  }
  return snippets
}

const snippets = [
  join(root, "README.md"),
  join(root, "packages/emulator/README.md"),
  join(root, "packages/conformance/README.md"),
  join(root, "llms.txt"),
  ...filesIn("docs", ".md"),
  ...filesIn("packages", ".ts").filter((file) => /packages\/[^/]+\/src\//.test(file))
].flatMap(snippetsOf)
if (snippets.length === 0) throw new Error("No snippet found: the search itself must be broken")

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
const pages = snippets.map(({ code, file, line }) => {
  const isTest = code.includes('from "@effect/vitest"')
  const name = `${file.replace(/\W+/g, "-")}-line-${line}${isTest ? ".test" : ""}.ts`
  writeFileSync(join(folder, name), `// ${file}:${line}\n${code}\nexport {}\n`)
  return { isPage: !file.endsWith(".ts"), isTest, name }
})
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({
    extends: "../tsconfig.base.json",
    compilerOptions: {
      noEmit: true,
      types: ["node"],
      noUnusedLocals: false,
      noUnusedParameters: false
    },
    include: ["*.ts"]
  })
)
writeFileSync(join(folder, "vitest.config.ts"), "export default {}\n")

const isDone = (command: string, args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0

const execute = promisify(execFile)

interface Batch {
  readonly file: string
  readonly names: ReadonlyArray<string>
}

/** Programs that one process imports one after the other. */
const writeBatch = (names: ReadonlyArray<string>, index: number): Batch => {
  const file = join(folder, `batch-${index}.mjs`)
  const code = `for (const name of ${JSON.stringify(names)}) {
  await import("./" + name).catch((error) => {
    console.error(name + ":", error)
    process.exitCode = 1
  })
}
`
  writeFileSync(file, code)
  return { file, names }
}

/** What went wrong, empty if nothing did. */
const run = ({ file, names }: Batch, env: Record<string, string>): Effect.Effect<string> =>
  Effect.tryPromise(() =>
    execute(process.execPath, ["--import", "tsx", file], {
      cwd: root,
      env: { ...process.env, ...env },
      timeout: 120_000
    })
  ).pipe(
    Effect.as(""),
    Effect.catchAll(({ cause }) => Effect.succeed(`In ${names.join(", ")}: ${String(cause)}`))
  )

const programs = pages.filter(({ isPage, isTest }) => isPage && !isTest).map(({ name }) => name)
const processes = Math.min(2, availableParallelism())
const batches = Array.from({ length: processes }, (_, index) =>
  writeBatch(
    programs.filter((_, position) => position % processes === index),
    index
  )
)
const runAll = Effect.flatMap(Emulator, ({ accessToken, baseUrl }) =>
  Effect.forEach(
    batches,
    (batch) =>
      run(batch, { BITGPT_ACCESS_TOKEN: Redacted.value(accessToken), BITGPT_BASE_URL: baseUrl }),
    { concurrency: processes }
  )
).pipe(Effect.provide(Emulator.layer()))

const compiled = isDone("tsc", ["-p", folder])
console.log(`${snippets.length} snippets ${compiled ? "compile" : "don't all compile"}`)

const problems = (await Effect.runPromise(runAll)).filter((problem) => problem !== "")
for (const problem of problems) console.error(problem)
console.log(
  `${programs.length} programs ran, ${problems.length === 0 ? "all" : "not all"} to their end`
)

const tested = isDone("vitest", ["run", "--root", folder])

if (compiled && problems.length === 0 && tested) rmSync(folder, { recursive: true })
else {
  console.error("See .snippets/")
  process.exitCode = 1
}
