// Installs packed packages in empty folders, as users do.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { check, object, readJson, run } from "./shell.js"
import { type Tarball } from "./tarball.js"

const npmFlags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"]

const emptyFolder = (work: string, name: string): string => {
  const folder = join(work, name)
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
  return folder
}

const versionIn = (folder: string, name: string): string =>
  String(readJson(folder, "node_modules", name, "package.json")["version"])

/** npm itself finds no peer missing or of another version than is allowed. */
const checkPeers = (folder: string, output: string): void => {
  run("npm", ["ls", "--all"], folder)
  check("npm is content with the peers", !output.includes("ERESOLVE"))
}

const lowest = (range: string): string => {
  const version = /^\^(\d+\.\d+\.\d+)$/.exec(range)?.[1]
  if (version === undefined) throw new Error(`No lowest version in ${range}`)
  return version
}

/**
 * Installs a package, and another that it needs, with the lowest version of each peer that both allow,
 * by npm.
 */
export const installLowest = (
  work: string,
  { dependencies, file, name, peers }: Tarball,
  needed?: Tarball
): string => {
  const folder = emptyFolder(work, `lowest-${name}`)
  const exact = Object.entries({ ...peers, ...needed?.peers }).map(
    ([peer, range]) => [peer, lowest(dependencies[peer] ?? range)] as const
  )
  const specs = exact.map(([peer, version]) => `${peer}@${version}`)
  const files = needed === undefined ? [file] : [needed.file, file]
  checkPeers(
    folder,
    run("npm", ["install", ...npmFlags, "--save-exact", ...files, ...specs], folder)
  )
  check(
    `${name} with ${specs.join(" and ")}`,
    exact.every(([peer, version]) => versionIn(folder, peer) === version)
  )
  return folder
}

/**
 * Lets npm resolve a program for an application that has the next major version of Effect: it has to bring
 * its own.
 */
export const resolveBesideEffect4 = (work: string, program: Tarball, needed: Tarball): void => {
  const folder = emptyFolder(work, "beside-effect-4")
  const overrides = { [needed.name]: `file:${needed.file}` }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", overrides }))
  run("npm", ["install", ...npmFlags, "--package-lock-only", "effect@4.1.0", program.file], folder)
  const resolved = object(readJson(folder, "package-lock.json")["packages"])
  const versionAt = (path: string) => String(object(resolved[path])["version"])
  check(
    `${program.name} brings its own Effect into an application that has Effect 4`,
    versionAt("node_modules/effect").startsWith("4.") &&
      versionAt(`node_modules/${program.name}/node_modules/effect`).startsWith("3.")
  )
}

/** Installs packages together with the newest version of each peer that all of them allow, by pnpm. */
export const installNewest = (work: string, tarballs: ReadonlyArray<Tarball>): string => {
  const folder = emptyFolder(work, "newest")
  const peers = new Map(tarballs.flatMap((tarball) => Object.entries(tarball.peers)))
  const specs = Array.from(peers, ([peer, range]) => `${peer}@${range}`)
  // A package that needs another of them gets its tarball, which no registry has yet.
  const overrides = tarballs.map(({ file, name }) => `  ${name}: file:${file}\n`).join("")
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `overrides:\n${overrides}`)
  const flags = ["--prefer-offline", "--ignore-scripts", "--strict-peer-dependencies"]
  run("pnpm", ["add", ...flags, ...tarballs.map(({ file }) => file), ...specs], folder)
  for (const peer of peers.keys()) console.log(`  ${peer}@${versionIn(folder, peer)}`)
  check(`pnpm is content with the peers of ${tarballs.map(({ name }) => name).join(" and ")}`, true)
  return folder
}

/** Installs packages by the very commands of their READMEs, from the tarballs. */
export const installAsDocumented = (
  work: string,
  packages: ReadonlyArray<readonly [readme: string, tarball: Tarball]>
): string => {
  const folder = emptyFolder(work, "documented")
  for (const [readme, { file, name }] of packages) {
    const args = /^npm (install .+)$/m.exec(readme)?.[1]?.split(" ") ?? []
    check(`the README of ${name} says how to install it`, args.includes(name))
    const fromTarball = args.map((arg) => (arg === name ? file : arg))
    checkPeers(folder, run("npm", [...fromTarball, ...npmFlags], folder))
  }
  return folder
}
