// Writes the README of packages/core, which npm shows: that of the repository, without what leads into the
// repository, because npm has none of its files.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./packages/shell.js"

const readme = readFileSync(join(root, "README.md"), "utf8")

/** Sections that are about the repository's files. */
const isOfRepository = (section: string): boolean =>
  /^## (?:Where to go|Development)\n/.test(section)

const text = readme
  .split(/^(?=## )/m)
  .filter((section) => !isOfRepository(section))
  .join("")
  .replaceAll(/\[([^\]]+)\]\((?!https:)[^)]+\)/g, "$1")

writeFileSync(join(root, "packages/core/README.md"), text)
