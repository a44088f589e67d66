import { Effect, Option } from "effect"

const width = 30

/**
 * Shows how far something is, on standard error, so that standard output stays clean: as a bar on a
 * terminal, elsewhere as one line for each tenth. Where the total is unknown, as a number.
 */
export const progress = (what: string) => {
  let shown = -1
  return (done: number, total: Option.Option<number>): Effect.Effect<void> =>
    Effect.sync(() => {
      if (Option.isNone(total)) {
        if (process.stderr.isTTY) process.stderr.write(`\r${what} ${done}`)
        return
      }
      const part = total.value === 0 ? 1 : done / total.value
      if (process.stderr.isTTY) {
        const bar = "█".repeat(Math.round(part * width)).padEnd(width, "░")
        const end = part === 1 ? "\n" : ""
        process.stderr.write(`\r${what} ${bar} ${done}/${total.value}${end}`)
      } else if (Math.floor(part * 10) > shown) {
        shown = Math.floor(part * 10)
        process.stderr.write(`${what} ${done}/${total.value}\n`)
      }
    })
}
