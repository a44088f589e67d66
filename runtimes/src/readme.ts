import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as prettier from "prettier"
import { differences } from "./differences.js"
import { root } from "./folder.js"
import { cellsOf, type Row } from "./row.js"

const file = join(root, "README.md")
const begin = "<!-- Written by `pnpm runtimes --write-readme`. -->"
const end = "<!-- Until here. -->"

type Cells = ReadonlyArray<string>

const heading: Cells = [
  "runtime",
  "wire cases over `fetch`",
  "wire cases with `BitGptNode`",
  "the core's tests"
]

const line = (cells: Cells): string => `| ${cells.join(" | ")} |`

const notes = (): ReadonlyArray<string> =>
  differences.map(
    ({ because, runtimes }, index) => `${index + 1}. ${runtimes.join(", ")}: ${because}`
  )

const sectionOf = (rows: ReadonlyArray<Cells>): Promise<string> =>
  prettier
    .resolveConfig(file)
    .then((config) =>
      prettier.format(
        [line(heading), line(heading.map(() => "---")), ...rows.map(line), "", ...notes()].join(
          "\n"
        ),
        { ...config, parser: "markdown" }
      )
    )

interface Readme {
  readonly before: string
  readonly section: string
  readonly after: string
}

const read = (): Readme => {
  const text = readFileSync(file, "utf8")
  const [before, rest, ...more] = text.split(begin)
  const [section, after, ...evenMore] = (rest ?? "").split(end)
  if (before === undefined || section === undefined || after === undefined) {
    throw new Error(`README.md has no section between ${begin} and ${end}`)
  }
  if (more.length + evenMore.length > 0) throw new Error("README.md has more than one such section")
  return { before, section, after }
}

const cellsIn = (section: string): ReadonlyArray<Cells> =>
  section
    .split("\n")
    .filter((text) => text.startsWith("|"))
    .slice(2)
    .map((text) =>
      text
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim())
    )

// "Node 20.12" is of "Node 20", "Bun 1.4" of "Bun".
const isOf = (runtime: string, [name = ""]: Cells): boolean =>
  name === runtime || name.startsWith(`${runtime}.`) || name.startsWith(`${runtime} `)

/** Writes the table. A runtime that was not asked for keeps what the table says of it. */
export const writeReadme = async (
  names: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>
): Promise<void> => {
  const { after, before, section } = read()
  const present = cellsIn(section)
  const cells = names.map((name) => {
    const row = rows.find(({ runtime }) => runtime === name)
    if (row !== undefined) return cellsOf(row).map((cell) => cell ?? "not run")
    return present.find((cells) => isOf(name, cells)) ?? [name, "not run", "not run", "not run"]
  })
  writeFileSync(file, `${before}${begin}\n\n${await sectionOf(cells)}\n${end}${after}`)
}

const differenceOf = (row: Row, cells: Cells): string | undefined => {
  // A runtime that is not available here may have been where the table was written.
  if (row._tag === "Missing") return undefined
  const found = cellsOf(row)
  const compared = [row.isPinned, true, true, row.extent === "full"] as const
  return compared.every(
    (isCompared, column) =>
      !isCompared || found[column] === undefined || found[column] === cells[column]
  )
    ? undefined
    : `README.md says "${cells.join(" | ")}", but found was "${found.join(" | ")}"`
}

/** What is wrong with the table. */
export const problemsOfReadme = async (
  names: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>
): Promise<ReadonlyArray<string>> => {
  const { section } = read()
  const present = cellsIn(section)
  if (
    present.length !== names.length ||
    !names.every((name, at) => isOf(name, present[at] ?? []))
  ) {
    return [`README.md's table is not one of: ${names.join(", ")}`]
  }
  const isCurrent = section.trim() === (await sectionOf(present)).trim()
  return [
    ...(isCurrent ? [] : ["README.md's notes on the runtimes are not those that are known"]),
    ...rows.flatMap((row) => differenceOf(row, present[names.indexOf(row.runtime)] ?? []) ?? [])
  ]
}
