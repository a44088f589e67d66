// What is in a package as it would be published.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { check, object, readJson, root, run, tool } from "./shell.js"

export interface Tarball {
  readonly file: string
  readonly name: string
  /** The range that is allowed of each peer. */
  readonly peers: Readonly<Record<string, string>>
  /** The range that is allowed of each dependency. */
  readonly dependencies: Readonly<Record<string, string>>
}

const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

/** Every module of `src` with what is built from it, and what npm shows; no file more or less. */
const checkFiles = (files: ReadonlyArray<string>): void => {
  const modules = files.flatMap((file) => /^src\/(.+)\.ts$/.exec(file)?.[1] ?? [])
  const expected = [
    "LICENSE",
    "README.md",
    "package.json",
    ...modules.flatMap((name) => [
      `src/${name}.ts`,
      ...[".js", ".js.map", ".d.ts", ".d.ts.map"].map((end) => `dist/${name}${end}`)
    ])
  ]
  const unexpected = files.filter((file) => !expected.includes(file))
  const missing = expected.filter((file) => !files.includes(file))
  if (unexpected.length + missing.length > 0) console.log({ unexpected, missing })
  check(
    `holds ${modules.length} modules as source, code, types and maps, manifest, readme and licence, and nothing else`,
    modules.includes("index") && unexpected.length + missing.length === 0
  )
}

/** npm shows the readme, and has none of the files that it could lead to. */
const checkReadme = (folder: string): void => {
  const readme = readFileSync(join(folder, "README.md"), "utf8")
  const links = Array.from(readme.matchAll(/\]\(([^)]+)\)/g), ([, link = ""]) => link)
  check(
    "has a readme whose links work on npm",
    links.every((link) => /^(?:https:|#)/.test(link))
  )
}

/** Debuggers and "go to definition" find the source of whatever is built. */
const checkMaps = (folder: string, files: ReadonlyArray<string>): void => {
  for (const file of files.filter((name) => /^dist\/.+\.(?:js|ts)$/.test(name))) {
    const path = join(folder, file)
    const map = /^\/\/# sourceMappingURL=(\S+)$/m.exec(readFileSync(path, "utf8"))?.[1]
    if (map === undefined) throw new Error(`${file} names no map`)
    const { sources } = readJson(dirname(path), map)
    const found = Array.isArray(sources) ? sources.map(String) : []
    if (found.length === 0 || !found.every((source) => existsSync(join(dirname(path), source)))) {
      throw new Error(`${map} leads to nothing: ${found.join(", ")}`)
    }
  }
  check("has maps that lead to its sources", true)
}

/** Packs the package in that folder of the repository and looks at the tarball. */
export const packAndCheck = (path: string, work: string): Tarball => {
  run("pnpm", ["pack", "--pack-destination", work], join(root, path))
  const { dependencies, name, peerDependencies, version } = readJson(root, path, "package.json")
  const file = join(work, `${String(name)}-${String(version)}.tgz`)
  run(tool("publint"), ["--strict", file], root)
  check("publint finds nothing", true)
  run(tool("attw"), ["--profile", "esm-only", file], root)
  check("the types are right", true)
  const unpacked = join(work, "unpacked", String(name))
  mkdirSync(unpacked, { recursive: true })
  run("tar", ["-xzf", file, "--strip-components=1", "-C", unpacked], work)
  const files = filesBelow(unpacked)
  checkFiles(files)
  checkMaps(unpacked, files)
  checkReadme(unpacked)
  const ranges = (of: unknown) =>
    Object.fromEntries(
      Object.entries(object(of ?? {})).map(([each, range]) => [each, String(range)])
    )
  return {
    file,
    name: String(name),
    peers: ranges(peerDependencies),
    dependencies: ranges(dependencies)
  }
}
