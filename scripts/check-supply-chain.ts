// What a user installs, and what may run on the machine of whoever installs this repository:
//
// - the production dependencies of the core, peers and indirect ones included, are those that the
//   README's section on dependencies justifies
// - a package with an install script is named in pnpm-workspace.yaml, and only those here may run it;
//   none of those in runtimes/binaries may
// - no job that runs the project's code may write anywhere, and no checkout leaves its credentials
import { spawnSync } from "node:child_process"
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Json, object, readJson, root } from "./packages/shell.js"

const mayRunScripts = ["esbuild"]

const pnpm = (...args: ReadonlyArray<string>): unknown => {
  const { status, stdout } = spawnSync("pnpm", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"]
  })
  if (status !== 0) throw new Error(`pnpm ${args.join(" ")} failed`)
  return JSON.parse(stdout)
}

const check = (what: string, actual: ReadonlyArray<string>, expected: ReadonlyArray<string>) => {
  const [is, should] = [actual, expected].map((names) => [...new Set(names)].sort().join(", "))
  if (is !== should) throw new Error(`${what}: ${is}\n  expected: ${should}`)
  console.log(`${what}: ${is}`)
}

const namesBelow = (tree: Json): ReadonlyArray<string> =>
  Object.entries(object(tree["dependencies"])).flatMap(([name, below]) => [
    name,
    ...namesBelow(object(below))
  ])

const core = readJson(root, "packages/core/package.json")
const listed = pnpm("list", "--prod", "--depth", "Infinity", "--json", "--filter", "effect-bitgpt")
const section = /\n## Dependencies\n([^]*?)\n## /.exec(
  readFileSync(join(root, "README.md"), "utf8")
)?.[1]
check(
  "Production dependencies of the core",
  [
    ...Object.keys(object(core["peerDependencies"])),
    ...(Array.isArray(listed) ? listed : []).flatMap((tree) => namesBelow(object(tree)))
  ],
  Array.from((section ?? "").matchAll(/^- `([^`]+)`/gm), ([, name]) => name ?? "")
)

const store = join(root, "node_modules/.pnpm")
const installed = readdirSync(store).flatMap((entry) => {
  const folder = join(store, entry, "node_modules")
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) =>
      name.startsWith("@")
        ? readdirSync(join(folder, name)).map((below) => join(folder, name, below))
        : [join(folder, name)]
    )
    .filter((path) => !lstatSync(path).isSymbolicLink() && existsSync(join(path, "package.json")))
})
const withScript = installed.flatMap((path) => {
  const { name, scripts } = readJson(path, "package.json")
  const hasScript =
    existsSync(join(path, "binding.gyp")) ||
    ["preinstall", "install", "postinstall"].some((script) => script in object(scripts))
  return hasScript ? [String(name)] : []
})

const builds = object(pnpm("config", "get", "--json", "allowBuilds"))
check("Packages with an install script", withScript, Object.keys(builds))
check(
  "of which may run it",
  Object.keys(builds).filter((name) => builds[name] === true),
  mayRunScripts
)

// The runtimes to test with are installed apart: runtimes/binaries.
const binaries = object(
  pnpm("--dir", "runtimes/binaries", "config", "get", "--json", "allowBuilds")
)
check(
  "Runtimes that may run an install script",
  Object.keys(binaries).filter((name) => binaries[name] !== false),
  []
)

const workflows = join(root, ".github/workflows")
const jobs = readdirSync(workflows).flatMap((file) => {
  const text = readFileSync(join(workflows, file), "utf8").split(/^jobs:\n/m)[1] ?? ""
  return text.split(/^ {2}(?=[\w-]+:\n)/m).flatMap((job) => {
    const name = /^[\w-]+/.exec(job)?.[0]
    return name === undefined
      ? []
      : [{ name: `${file} ${name}`, steps: job.split(/^ {6}- /m), job }]
  })
})
const jobsWhere = (holds: (job: (typeof jobs)[number]) => boolean) =>
  jobs.filter(holds).map(({ name }) => name)
check(
  "Jobs that may publish",
  jobsWhere(({ job }) => /^ {6}[\w-]+: write\b/m.test(job)),
  ["pages.yml deploy", "release.yml release"]
)
check(
  "of which run the checks",
  jobsWhere(({ job }) => job.includes(": write") && /\.ci\/run|\btest\b|vitest/.test(job)),
  []
)
check(
  "Jobs whose checkout keeps its credentials",
  jobsWhere(({ steps }) =>
    steps.some(
      (step) =>
        step.startsWith("uses: actions/checkout@") && !step.includes("persist-credentials: false")
    )
  ),
  []
)
