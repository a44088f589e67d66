import * as esbuild from "esbuild"
import { join } from "node:path"

/** This package. */
export const folder = join(import.meta.dirname, "..")
const core = join(folder, "../packages/core")

/** Where the compiled programs are. */
export const outputFolder = join(folder, "dist")

/** The published form of the library, which is what gets measured. */
export const coreDist = join(core, "dist")

/** Leads every import of the library to its built form. */
const builtCore: esbuild.Plugin = {
  name: "built-core",
  setup: (build) => {
    build.onResolve({ filter: /^effect-bitgpt(?:\/node)?$/ }, ({ path }) => ({
      path: join(coreDist, path === "effect-bitgpt" ? "index.js" : "node.js"),
      external: true
    }))
  }
}

const programs = ["worker", "server", "decode", "layers", "list", "start", "stream", "upload"]

/**
 * Compiles what runs in processes of its own. `tsx` would do, but it wraps every function to keep its
 * name, and that costs time in the very loops that are measured.
 */
export const compile = async (): Promise<void> => {
  await esbuild.build({
    entryPoints: programs.map((name) => join(folder, "src/programs", `${name}.ts`)),
    outdir: outputFolder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [builtCore],
    logLevel: "warning"
  })
}
