import { build } from "esbuild"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { coreDist, folder } from "../../compile.js"
import type { Figure } from "../../figure.js"
import { readmeProgram } from "../../readme.js"

const oneResource = `
import { ApiKeys, BitGptClient } from "effect-bitgpt"
import { Layer, Redacted } from "effect"

export const OnlyApiKeys = ApiKeys.layer.pipe(
  Layer.provide(BitGptClient.layer({ accessToken: Redacted.make("token") }))
)
`

const wholeApi = `
import { BitGpt } from "effect-bitgpt"

export const { layer } = BitGpt
`

const everything = `export * from "effect-bitgpt"`

/** Effect, its platform and what they need are with the application anyway. */
const effect = ["effect", "effect/*", "@effect/*"]

const bundle = async (program: string, external: ReadonlyArray<string>): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    alias: { "effect-bitgpt": join(coreDist, "index.js") },
    external: [...external],
    write: false
  })
  return outputFiles.map(({ text }) => text).join("\n")
}

const gzippedKilobytes = (code: string): number => gzipSync(code, { level: 9 }).byteLength / 1024

const imports = /import(?:\*as [\w$]+ |\{[^}]*\})from"[^"]*";/g

/** What is this library's own. Its imports of Effect become nothing in an application's bundle. */
const oursIn = async (program: string): Promise<number> =>
  gzippedKilobytes((await bundle(program, effect)).replace(imports, ""))

/** What of a bundle for browsers is this library's, and what the README's first program weighs in all. */
export const size: Figure = async () => ({
  series: [
    {
      name: "size, minified and gzipped",
      unit: "KB",
      better: "lower",
      runs: [
        new Map([
          ["ours, one resource", [await oursIn(oneResource)]],
          ["ours, the whole API", [await oursIn(wholeApi)]],
          ["ours, every export", [await oursIn(everything)]],
          ["README's program with Effect", [gzippedKilobytes(await bundle(readmeProgram(), []))]]
        ])
      ]
    }
  ]
})
