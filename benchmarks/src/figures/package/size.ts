import { build } from "esbuild"
import { join, resolve } from "node:path"
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

/** Programs that bundle a part of the library. */
export const programs = {
  "ours, one resource": oneResource,
  "ours, the whole API": wholeApi,
  "ours, every export": everything
}

const bundle = async (program: string, external: ReadonlyArray<string>) => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    alias: { "effect-bitgpt": join(coreDist, "index.js") },
    external: [...external],
    metafile: true,
    write: false
  })
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  return {
    code: outputFiles.map(({ text }) => text).join("\n"),
    bytesByFile: new Map(
      inputs.map(([file, { bytesInOutput }]) => [resolve(file), bytesInOutput] as const)
    )
  }
}

const gzippedKilobytes = (code: string): number => gzipSync(code, { level: 9 }).byteLength / 1024

const imports = /import(?:\*as [\w$]+ |\{[^}]*\})from"[^"]*";/g

/** What is this library's own. Its imports of Effect become nothing in an application's bundle. */
export const bundleOurs = async (program: keyof typeof programs) => {
  const { bytesByFile, code } = await bundle(programs[program], effect)
  return { bytesByFile, kilobytes: gzippedKilobytes(code.replace(imports, "")) }
}

const oursIn = async (program: keyof typeof programs) =>
  [program, [(await bundleOurs(program)).kilobytes]] as const

/** What of a bundle for browsers is this library's, and what the README's first program weighs in all. */
export const size: Figure = async () => ({
  series: [
    {
      name: "size, minified and gzipped",
      unit: "KB",
      better: "lower",
      runs: [
        new Map([
          await oursIn("ours, one resource"),
          await oursIn("ours, the whole API"),
          await oursIn("ours, every export"),
          [
            "README's program with Effect",
            [gzippedKilobytes((await bundle(readmeProgram(), [])).code)]
          ]
        ])
      ]
    }
  ]
})
