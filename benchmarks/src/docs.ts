import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { folder } from "./compile.js"

const docs = join(folder, "../docs")

/** Puts a chart where the page on performance shows it. */
export const writeChart = (file: string, svg: string): void => {
  writeFileSync(join(docs, "images", file), svg)
}

/** Puts a table into the page on performance. */
export const writeTable = (name: string, table: string): void => {
  const file = join(docs, "performance.md")
  const begin = `<!-- Table of ${name}, written by \`pnpm bench --draw\`. -->\n`
  const end = "\n<!-- End of table. -->"
  const text = readFileSync(file, "utf8")
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the table of ${name}`)
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`)
}
