// Writes the version of the core's manifest into its source, from where it gets into the `User-Agent`.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const core = join(import.meta.dirname, "../packages/core")
const file = join(core, "src/internal/wire/version.ts")
const manifest: unknown = JSON.parse(readFileSync(join(core, "package.json"), "utf8"))
if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) {
  throw new Error("The core's package.json has no version")
}
const source = readFileSync(file, "utf8")
writeFileSync(file, source.replace(/"[^"]*"$/m, JSON.stringify(manifest.version)))
