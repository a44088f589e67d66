import * as Effect from "effect/Effect"
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { folder } from "./folder.js"

const run = (command: string, args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  }).status === 0

/** Installs the runtimes that come as packages, as they stand in a lockfile of their own. */
export const installBinaries = Effect.sync(() => {
  const binaries = join(folder, "binaries")
  if (!run("pnpm", ["install", "--frozen-lockfile", "--silent", "--dir", binaries])) {
    console.error("pnpm could not install runtimes/binaries: what is missing is said below.")
  }
})

/** Installs Chromium where that is possible without asking: as root on Debian and what is like it. */
export const installChromium = Effect.sync(() => {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return
  run("apt-get", ["update", "-qq"])
  run("apt-get", ["install", "-qq", "-y", "--no-install-recommends", "chromium"])
})
