import { binaries } from "./binaries.js"
import { chromium } from "./chromium.js"
import { processRuntime } from "./processRuntime.js"
import type { Part, Runtime } from "./Runtime.js"
import { workerd } from "./workerd.js"

const node = (major: number, quick: Part | "None"): Runtime =>
  processRuntime({
    name: `Node ${major}`,
    binary: binaries.node(major),
    args: [],
    testArgs: [],
    quick,
    nameVersion: (output) => `Node ${output.slice(1)}`
  })

/** Every runtime that is tried. */
export const runtimes: ReadonlyArray<Runtime> = [
  // The oldest that is supported.
  node(20, "None"),
  node(22, "None"),
  node(24, "None"),
  // The newest.
  node(26, {}),
  processRuntime({
    name: "Bun",
    binary: binaries.bun,
    args: ["run"],
    testArgs: ["--bun"],
    quick: { without: "'undici'" },
    nameVersion: (output) => `Bun ${output}`
  }),
  processRuntime({
    name: "Deno",
    binary: binaries.deno,
    args: ["run", "--no-config", "--allow-net"],
    testArgs: ["run", "--allow-all"],
    quick: {},
    nameVersion: (output) => `Deno ${/deno (\S+)/.exec(output)?.[1] ?? ""}`
  }),
  chromium,
  workerd
]
