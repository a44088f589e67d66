import { build } from "esbuild"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { coreDist, folder } from "../compile.js"
import { readmeProgram } from "../readme.js"
import type { Series } from "../series.js"

/** Kilobytes of the README's first program, minified and gzipped. */
const sizeOf = async (external: ReadonlyArray<string>): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents: readmeProgram(), resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    alias: { "effect-bitgpt": join(coreDist, "index.js") },
    external: [...external],
    write: false
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error("nothing was built")
  return gzipSync(output.contents, { level: 9 }).byteLength / 1024
}

/** What the README's first program weighs in a browser, and what of it is this library's. */
export const size = async (): Promise<ReadonlyArray<Series>> => [
  {
    name: "size",
    unit: "KB",
    better: "lower",
    rounds: new Map([
      ["README's program", [await sizeOf([])]],
      ["ours", [await sizeOf(["effect", "@effect/platform"])]]
    ])
  }
]
