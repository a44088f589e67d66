import * as Effect from "effect/Effect"
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { findChromium } from "./findChromium.js"
import { folder } from "./folder.js"

const run = (command: string, args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  }).status === 0

/**
 * Installs the runtimes that come as packages, as they stand in a lockfile of their own, and says
 * whether that went well. A package that there is not for this platform is no failure.
 */
export const installBinaries = Effect.sync(() => {
  const binaries = join(folder, "binaries")
  const isInstalled = run("pnpm", ["install", "--frozen-lockfile", "--silent", "--dir", binaries])
  if (!isInstalled) {
    console.error("pnpm could not install runtimes/binaries: what is missing is said below.")
  }
  return isInstalled
})

/**
 * Installs Chromium if there is none, where that is possible without asking: as root on Debian and what
 * is like it.
 */
export const installChromium = Effect.sync(() => {
  if (findChromium() !== undefined) return
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return
  run("apt-get", ["update", "-qq"])
  run("apt-get", ["install", "-qq", "-y", "--no-install-recommends", "chromium"])
})
