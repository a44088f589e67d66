// Packs every public package and looks at the tarball as its users get it: publint, are-the-types-
// wrong, its list of files, and an empty project that installs it, compiles and runs.
import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")
const work = mkdtempSync(join(tmpdir(), "effect-bitgpt-packages-"))

const run = (command: string, args: ReadonlyArray<string>, cwd = root): string => {
  console.log(`$ ${command} ${args.join(" ")}`)
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"]
  })
  if (status !== 0) {
    console.log(stdout)
    throw new Error(`${command} exited with ${status ?? "a signal"}`)
  }
  return stdout
}

const check = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`Not so: ${what}`)
  console.log(`  ${what}`)
}

const manifest = (path: string): Record<string, unknown> => {
  const json: unknown = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"))
  if (typeof json !== "object" || json === null) throw new Error(`${path} has no manifest`)
  return { ...json }
}

const pack = (path: string): string => {
  run("pnpm", ["pack", "--pack-destination", work], join(root, path))
  const { name, version } = manifest(path)
  return join(work, `${String(name)}-${String(version)}.tgz`)
}

const checkFiles = (tarball: string): void => {
  const files = run("tar", ["-tzf", tarball]).trim().split("\n")
  const allowed = /^package\/(?:(?:dist|src)\/.+|package\.json|README\.md|LICENSE)$/
  check(
    "holds dist, src, manifest, readme and licence, and nothing else",
    files.every((file) => allowed.test(file)) &&
      ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts", "src/index.ts"]
        .map((file) => `package/${file}`)
        .every((file) => files.includes(file))
  )
}

const program = `
import { ApiKeys, BitGpt, isBitGptError } from "effect-bitgpt"
import { RetryPolicy } from "effect-bitgpt/RetryPolicy"
import { ApiKeysTest, makeApiKey } from "effect-bitgpt/testing"
import { Effect, Redacted } from "effect"

const error = await Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("")).pipe(
  Effect.provide(RetryPolicy.none),
  Effect.provide(BitGpt.layer({ accessToken: Redacted.make("token") })),
  Effect.flip,
  Effect.runPromise
)
if (!isBitGptError(error) || error._tag !== "ValidationError") throw new Error("not as documented")

const keys = [makeApiKey({ id: "api_key_1", label: "Checkout" })]
const key = await Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
  Effect.provide(ApiKeysTest.layer({ keys })),
  Effect.runPromise
)
if (key.label !== "Checkout") throw new Error("the test kit is not as documented")

const specifier = "effect-bitgpt/internal/client"
const internal = await import(specifier).then(() => "open", (cause) => cause.code)
if (internal !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw new Error("internal/ is " + internal)
`

const checkConsumer = (tarball: string): void => {
  const project = join(work, "consumer")
  mkdirSync(project)
  const { devDependencies } = manifest("packages/core")
  const { effect, "@effect/platform": platform } = {
    effect: "",
    "@effect/platform": "",
    ...(typeof devDependencies === "object" ? devDependencies : {})
  }
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      type: "module",
      dependencies: { "effect-bitgpt": `file:${tarball}`, effect, "@effect/platform": platform }
    })
  )
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], project)
  writeFileSync(join(project, "program.js"), program)
  run("node", ["program.js"], project)
  check("runs in an empty project, and internal/ can't be imported", true)

  writeFileSync(
    join(project, "program.ts"),
    program.replace("(cause)", "(cause: { code: string })")
  )
  for (const module of ["nodenext", "esnext"]) {
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution: module === "esnext" ? "bundler" : module,
          target: "es2022",
          lib: ["es2023", "dom", "dom.iterable"],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true
        },
        files: ["program.ts"]
      })
    )
    run(join(root, "node_modules/.bin/tsc"), ["-p", project])
    check(`compiles with ${module} modules`, true)
  }
}

/** Starts the emulator's command from its tarball, asks it once and ends it as Ctrl-C does. */
const checkEmulator = async (tarball: string): Promise<void> => {
  const project = join(work, "emulator")
  mkdirSync(project)
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ dependencies: { "effect-bitgpt-emulator": `file:${tarball}` } })
  )
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], project)
  const child = spawn(join(project, "node_modules/.bin/effect-bitgpt-emulator"), ["--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  try {
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
    let output = ""
    for await (const chunk of child.stdout) {
      output += String(chunk)
      if (output.includes("Ctrl-C")) break
    }
    const setting = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? ""
    const answer = await fetch(`${setting("BITGPT_BASE_URL")}/developers/api_keys`, {
      headers: {
        accept: "application/json",
        authorization: `Bearer ${setting("BITGPT_ACCESS_TOKEN")}`
      }
    })
    check("its command answers", answer.status === 200)
    child.kill("SIGINT")
    check("its command ends with 0", (await ended) === 0)
  } finally {
    child.kill("SIGKILL")
  }
}

const packAndCheck = (path: string): string => {
  const tarball = pack(path)
  run("publint", ["--strict", tarball])
  check("publint finds nothing", true)
  run("attw", ["--profile", "esm-only", tarball])
  check("the types are right", true)
  checkFiles(tarball)
  return tarball
}

try {
  checkConsumer(packAndCheck("packages/core"))
  await checkEmulator(packAndCheck("packages/emulator"))
} finally {
  rmSync(work, { recursive: true, force: true })
}
