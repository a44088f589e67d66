import type { Figure } from "../../figure.js"
import { breakdown } from "../../markdown.js"
import { runProgram } from "../../processes.js"

const length = 1_000

/** Whose code the reading of a list spends its time in. */
export const decode: Figure = async ({ effort }) => {
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const name of ["by hand, same values", "effect-bitgpt"]) {
    const args = [name, String(length), String(effort.millis * 40), "profile"]
    const owners = await runProgram("list.js", args)
    found.set(
      name,
      new Map(Object.entries(owners).map(([owner, [micros = NaN]]) => [owner, micros]))
    )
  }
  return { series: [], tables: { "the time of a list": breakdown("µs per 1,000 keys", found, 0) } }
}
