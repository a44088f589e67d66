// Writes down the public surface of every published package, one report for each entry point, in
// packages/*/api. The reports are checked in, so that a change of the surface shows in review.
//
//   tsx scripts/api-report.ts            fails where a report is not what the code says
//   tsx scripts/api-report.ts --update   writes the reports
//
// Reads dist/: build first.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor"
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"

const root = join(import.meta.dirname, "..")
const update = process.argv.includes("--update")

/** The modules that users can import, without those that index.ts shows already. */
const entryPoints = (folder: string): ReadonlyArray<string> => {
  const index = readFileSync(join(folder, "src/index.ts"), "utf8")
  const manifest = readFileSync(join(folder, "package.json"), "utf8")
  return readdirSync(join(folder, "src"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .filter((name) => name === "index" || !index.includes(`"./${name}.js"`))
    .filter((name) => manifest.includes(`"./src/${name}.ts"`) || manifest.includes(`"./src/*.ts"`))
    .filter((name) => !manifest.includes(`"./${name}": null`))
}

const report = (folder: string, entryPoint: string): boolean => {
  mkdirSync(join(folder, "api"), { recursive: true })
  const { succeeded } = Extractor.invoke(
    ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, "package.json"),
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: join(folder, "dist", `${entryPoint}.d.ts`),
        compiler: {
          overrideTsconfig: {
            extends: join(root, "tsconfig.base.json"),
            files: [join(folder, "dist", `${entryPoint}.d.ts`)]
          }
        },
        apiReport: {
          enabled: true,
          // A Schema class extends what isn't exported: its fields stand there.
          includeForgottenExports: true,
          reportFileName: `${entryPoint}.api.md`,
          reportFolder: join(folder, "api"),
          reportTempFolder: join(root, "node_modules/.cache/api-report", basename(folder))
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          extractorMessageReporting: {
            default: { logLevel: ExtractorLogLevel.Error },
            // Nothing is marked as public, because nothing else is exported.
            "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
            // In the workspace a package finds another one's source, and not what is built from it.
            "ae-wrong-input-file-type": { logLevel: ExtractorLogLevel.None },
            "ae-forgotten-export": { logLevel: ExtractorLogLevel.None },
            // What docstrings say is checked where the site is built from them.
            "ae-undocumented": { logLevel: ExtractorLogLevel.None },
            "ae-unresolved-link": { logLevel: ExtractorLogLevel.None }
          },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } }
        }
      }
    }),
    { localBuild: update }
  )
  return succeeded
}

const packages = readdirSync(join(root, "packages"))
  .map((name) => join(root, "packages", name))
  .filter((folder) => existsSync(join(folder, "src/index.ts")))
  .filter(
    (folder) => !readFileSync(join(folder, "package.json"), "utf8").includes('"private": true')
  )

const stale = packages.flatMap((folder) =>
  entryPoints(folder)
    .filter((entryPoint) => !report(folder, entryPoint))
    .map((entryPoint) => join(folder, "api", `${entryPoint}.api.md`))
)

if (stale.length > 0) {
  console.error(`Not what the code says: ${stale.join(", ")}\nRun \`pnpm api:update\`.`)
  process.exitCode = 1
}
