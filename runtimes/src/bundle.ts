import { build } from "esbuild"
import { join } from "node:path"
import { folder, root } from "./folder.js"

const agents = join(folder, "src/agents")

/** The agents, and where each may look for what is not in its file. */
const settings = {
  process: { entry: "process.ts", format: "esm", hasNodeModules: true },
  processWithUndici: { entry: "processWithUndici.ts", format: "esm", hasNodeModules: true },
  worker: { entry: "worker.ts", format: "esm", hasNodeModules: false },
  browser: { entry: "browser.ts", format: "iife", hasNodeModules: false }
} as const

/** Where the package undici is for an agent, which imports it as an application does. */
export const undici = join(root, "packages/core/node_modules/undici")

/**
 * An agent as one file: the built library as it is published, the conformance suite's half that calls
 * it, and their dependencies but for undici: a runtime may have one of its own.
 */
export const bundle = async (agent: keyof typeof settings): Promise<string> => {
  const { entry, format, hasNodeModules } = settings[agent]
  const { outputFiles } = await build({
    entryPoints: [join(agents, entry)],
    bundle: true,
    write: false,
    format,
    platform: hasNodeModules ? "node" : "browser",
    target: "es2022",
    minify: !hasNodeModules,
    alias: {
      "effect-bitgpt": join(root, "packages/core/dist/index.js"),
      "effect-bitgpt/node": join(root, "packages/core/dist/node.js"),
      ...(hasNodeModules ? {} : { "node:util": join(agents, "inspect.ts") })
    },
    external: ["undici"],
    logLevel: "error"
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} gave no bundle`)
  return file.text
}
