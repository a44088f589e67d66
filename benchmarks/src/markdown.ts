/** A table in Markdown, laid out as Prettier does. */
export const markdownTable = (
  heads: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string => {
  const widths = heads.map((head, column) =>
    Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0))
  )
  const line = (cells: ReadonlyArray<string>) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n")
}

/**
 * Figures by subject and by what they are made of: a line for each part, with the largest part of the last subject
 * first. Parts of less than a hundredth of it are summed up.
 */
export const breakdown = (
  unit: string,
  found: ReadonlyMap<string, ReadonlyMap<string, number>>,
  digits: number
): string => {
  const subjects = [...found.values()]
  const sums = new Map(
    Array.from(found, ([name, parts]) => {
      const sum = [...parts.values()].reduce((sum, value) => sum + value, 0)
      if (!Number.isFinite(sum) || sum === 0) throw new Error(`Nothing was found about ${name}`)
      return [name, sum]
    })
  )
  const least = Math.max(...sums.values()) / 100
  const all = [...new Set(subjects.flatMap((parts) => [...parts.keys()]))]
  const isLarge = (part: string) => subjects.some((parts) => (parts.get(part) ?? 0) >= least)
  const last = subjects.at(-1)
  const parts = all
    .filter(isLarge)
    .sort((one, other) => (last?.get(other) ?? 0) - (last?.get(one) ?? 0))
  const rest = all.filter((part) => !isLarge(part))
  const row = (name: string, values: ReadonlyArray<number>) => [
    name,
    ...values.map((value) => (value === 0 ? "" : value.toFixed(digits)))
  ]
  const sumOf = (of: ReadonlyMap<string, number>, names: ReadonlyArray<string>) =>
    names.reduce((sum, name) => sum + (of.get(name) ?? 0), 0)
  return markdownTable(
    [unit, ...found.keys()],
    [
      ...parts.map((part) =>
        row(
          part,
          subjects.map((of) => of.get(part) ?? 0)
        )
      ),
      ...(rest.length === 0
        ? []
        : [
            row(
              "the rest",
              subjects.map((of) => sumOf(of, rest))
            )
          ]),
      row("in all", [...sums.values()])
    ]
  )
}
