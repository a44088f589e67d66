import { Effect } from "effect"

const width = 30

/**
 * Shows how far something is, on standard error, so that standard output stays clean: as a bar on a
 * terminal, elsewhere as one line for each tenth.
 */
export const progress = (what: string) => {
  let shown = -1
  return (done: number, total: number): Effect.Effect<void> =>
    Effect.sync(() => {
      const part = total === 0 ? 1 : done / total
      if (process.stderr.isTTY) {
        const bar = "█".repeat(Math.round(part * width)).padEnd(width, "░")
        process.stderr.write(`\r${what} ${bar} ${done}/${total}${part === 1 ? "\n" : ""}`)
      } else if (Math.floor(part * 10) > shown) {
        shown = Math.floor(part * 10)
        process.stderr.write(`${what} ${done}/${total}\n`)
      }
    })
}
