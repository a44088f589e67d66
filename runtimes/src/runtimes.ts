import { binaries } from "./binaries.js"
import { chromium } from "./chromium.js"
import { processRuntime } from "./processRuntime.js"
import type { Quick, Runtime } from "./Runtime.js"
import { workerd } from "./workerd.js"

const node = (major: number, quick: Quick): Runtime =>
  processRuntime({
    name: `Node ${major}`,
    binary: binaries.node(major),
    args: [],
    undiciArgs: [],
    testArgs: [],
    quick,
    nameVersion: (output) => `Node ${output.slice(1)}`
  })

/** Every runtime that is tried. */
export const runtimes: ReadonlyArray<Runtime> = [
  // The oldest that is supported.
  node(20, { transport: "fetch", tests: "None" }),
  node(22, { transport: "fetch", tests: "None" }),
  node(24, { transport: "BitGptNode", tests: "None" }),
  // The newest.
  node(26, { transport: "fetch", tests: {} }),
  processRuntime({
    name: "Bun",
    binary: binaries.bun,
    args: ["run"],
    undiciArgs: "Bun replaces the package `undici`",
    testArgs: ["--bun"],
    quick: { transport: "fetch", tests: { without: "'undici'" } },
    nameVersion: (output) => `Bun ${output}`
  }),
  processRuntime({
    name: "Deno",
    binary: binaries.deno,
    args: ["run", "--no-config", "--allow-net"],
    undiciArgs: ["run", "--no-config", "--node-modules-dir=manual", "--allow-all"],
    testArgs: ["run", "--allow-all"],
    quick: { transport: "fetch", tests: {} },
    nameVersion: (output) => `Deno ${/deno (\S+)/.exec(output)?.[1] ?? ""}`
  }),
  chromium,
  workerd
]
