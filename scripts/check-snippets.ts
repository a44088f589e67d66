// Compiles every TypeScript snippet of the READMEs, of docs/ and of the docstrings, each as a module
// of its own, with the types that a user's project would see.
import { spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"

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
  ...filesIn("docs", ".md"),
  ...filesIn("packages", ".ts").filter((file) =>
    /packages\/[^/]+\/src\/(?:testing\/)?[^/]+\.ts$/.test(file)
  )
].flatMap(snippetsOf)
if (snippets.length === 0) throw new Error("No snippet found: the search itself must be broken")

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const { code, file, line } of snippets) {
  const name = `${file.replace(/\W+/g, "-")}-line-${line}.ts`
  writeFileSync(join(folder, name), `// ${file}:${line}\n${code}\nexport {}\n`)
}
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

const { status } = spawnSync("tsc", ["-p", folder], { cwd: root, stdio: "inherit" })
if (status === 0) rmSync(folder, { recursive: true })
console.log(`${snippets.length} snippets ${status === 0 ? "compile" : "checked, see .snippets/"}`)
process.exitCode = status ?? 1
