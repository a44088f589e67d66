// Packs the public packages and looks at them as their users get them: publint, are-the-types-wrong,
// what is in the tarball, and empty projects in which they are installed, compiled and run, with the
// lowest and the newest peers that they allow.
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { withEmulator } from "./packages/emulator.js"
import {
  installAsDocumented,
  installLowest,
  installNewest,
  resolveBesideEffect4
} from "./packages/installation.js"
import { projects } from "./packages/projects.js"
import { check, root, run } from "./packages/shell.js"
import { packAndCheck } from "./packages/tarball.js"

const work = mkdtempSync(join(tmpdir(), "effect-bitgpt-packages-"))

const useIn = (
  folder: string,
  kinds: ReadonlyArray<keyof typeof projects>,
  programs: ReadonlyArray<string>,
  env: Record<string, string>
): void => {
  for (const kind of kinds) projects[kind](folder, programs, env)
}

const checkInternal = (folder: string): void => {
  const code = `import("effect-bitgpt/internal/client").catch((error) => console.log(error.code))`
  check(
    "internal/ can't be imported",
    run("node", ["--input-type=module", "-e", code], folder).trim() ===
      "ERR_PACKAGE_PATH_NOT_EXPORTED"
  )
}

try {
  const core = packAndCheck("packages/core", work)
  const emulator = packAndCheck("packages/emulator", work)

  const lowestCore = installLowest(work, core)
  const lowestEmulator = installLowest(work, emulator, core)
  await withEmulator(lowestEmulator, (env) => {
    useIn(lowestCore, ["javascript", "nodenext", "bundler"], ["core"], env)
    useIn(lowestEmulator, ["javascript", "nodenext", "bundler"], ["emulator"], env)
  })
  checkInternal(lowestCore)

  resolveBesideEffect4(work, emulator, core)

  const newest = installNewest(work, [core, emulator])
  await withEmulator(newest, (env) => {
    useIn(newest, ["javascript", "nodenext", "bundler"], ["core", "emulator"], env)
  })

  const readmeOf = (path: string) => readFileSync(join(root, path, "README.md"), "utf8")
  const documented = installAsDocumented(work, [
    [readmeOf("."), core],
    [readmeOf("packages/emulator"), emulator]
  ])
  await withEmulator(documented, (env) => {
    useIn(documented, ["javascript"], ["core", "emulator"], env)
  })
} finally {
  rmSync(work, { recursive: true, force: true })
}
