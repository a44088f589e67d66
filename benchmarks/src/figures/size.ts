import { build, type BuildOptions, type Plugin } from "esbuild"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { coreDist, folder } from "../compile.js"
import { readmeProgram } from "../readme.js"
import type { Series } from "../series.js"

const options = {
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  alias: { "effect-bitgpt": join(coreDist, "index.js") },
  metafile: true,
  write: false,
  outdir: join(folder, "dist")
} satisfies BuildOptions

/** Serves modules that are in no file. */
const inMemory = (modules: Readonly<Record<string, string>>): Plugin => ({
  name: "in-memory",
  setup: (setup) => {
    setup.onResolve({ filter: /^in-memory:/ }, ({ path }) => ({ path, namespace: "in-memory" }))
    setup.onLoad({ filter: /^in-memory:/, namespace: "in-memory" }, ({ path }) => ({
      contents: modules[path] ?? "",
      resolveDir: folder,
      loader: "ts"
    }))
  }
})

const gzippedKilobytes = (code: string): number => gzipSync(code, { level: 9 }).byteLength / 1024

/** What the program imports of Effect and its platform, directly or through this library. */
const importsOf = async (program: string): Promise<ReadonlyArray<string>> => {
  const { metafile } = await build({
    ...options,
    plugins: [inMemory({ "in-memory:program": program })],
    entryPoints: { program: "in-memory:program" },
    packages: "external"
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return [...new Set(imports.map(({ path }) => path))]
}

/** The code of one entry, and of the chunks that it needs, if there are some. */
const bundle = async (modules: Readonly<Record<string, string>>): Promise<string> => {
  const { outputFiles } = await build({
    ...options,
    splitting: true,
    plugins: [inMemory(modules)],
    entryPoints: Object.fromEntries(
      Object.keys(modules).map((name) => [name.slice("in-memory:".length), name])
    )
  })
  const output = outputFiles.find(({ path }) => path.endsWith("/program.js"))
  if (output === undefined) throw new Error("nothing was built")
  return output.text
}

/**
 * What the README's first program weighs in a browser, and what of it is this library's: its modules
 * as they are in a bundle, without the code of Effect and its platform. That is put into chunks of its
 * own by a second entry that exports all of it.
 */
export const size = async (): Promise<ReadonlyArray<Series>> => {
  const program = readmeProgram()
  const others = (await importsOf(program)).map(
    (path, index) => `export * as _${index} from ${JSON.stringify(path)}`
  )
  const whole = await bundle({ "in-memory:program": program })
  const apart = await bundle({
    "in-memory:program": program,
    "in-memory:others": others.join("\n")
  })
  const ours = apart.replace(/^(?:import[^;]*;)+/, "")
  return [
    {
      name: "size",
      unit: "KB",
      better: "lower",
      rounds: new Map([
        ["README's program", [gzippedKilobytes(whole)]],
        ["ours", [gzippedKilobytes(ours)]],
        ["ours, not gzipped", [ours.length / 1024]]
      ])
    }
  ]
}
