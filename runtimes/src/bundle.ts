import { build } from "esbuild"
import { join } from "node:path"
import { folder, root } from "./folder.js"

const agents = join(folder, "src/agents")

/** The agents, and where each may look for what is not in its file. */
const settings = {
  process: { entry: "process.ts", format: "esm", hasNodeModules: true },
  worker: { entry: "worker.ts", format: "esm", hasNodeModules: false },
  browser: { entry: "browser.ts", format: "iife", hasNodeModules: false }
} as const

/**
 * An agent as one file: the built library as it is published, the conformance suite's half that calls
 * it, and their dependencies.
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
      ...(hasNodeModules ? {} : { "node:util": join(agents, "inspect.ts") })
    },
    logLevel: "error"
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} gave no bundle`)
  return file.text
}
