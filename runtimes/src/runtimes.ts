import { binaries } from "./binaries.js"
import { chromium } from "./chromium.js"
import { processRuntime } from "./processRuntime.js"
import type { Runtime } from "./Runtime.js"
import { workerd } from "./workerd.js"

const newestNode = 26

const node = (major: number): Runtime =>
  processRuntime({
    name: `Node ${major}`,
    binary: binaries.node(major),
    args: [],
    testArgs: [],
    nameVersion: (output) => `Node ${output.slice(1)}`
  })

/** Whose run in short leaves nothing out. */
export const newest = `Node ${newestNode}`

/** Every runtime that is tried. */
export const runtimes: ReadonlyArray<Runtime> = [
  // The oldest that is supported.
  node(20),
  node(22),
  node(24),
  node(newestNode),
  processRuntime({
    name: "Bun",
    binary: binaries.bun,
    args: ["run"],
    testArgs: ["--bun"],
    nameVersion: (output) => `Bun ${output}`
  }),
  processRuntime({
    name: "Deno",
    binary: binaries.deno,
    args: ["run", "--no-config", "--allow-net"],
    testArgs: ["run", "--allow-all"],
    nameVersion: (output) => `Deno ${/deno (\S+)/.exec(output)?.[1] ?? ""}`
  }),
  chromium,
  workerd
]
