import type { Figure } from "../../figure.js"
import { calls } from "./calls.js"
import { decode } from "./decode.js"
import { size } from "./size.js"
import { start } from "./start.js"

/** Whose code stands between a figure and its goal: of calls, of a list, of a bundle, of an import. */
export const profile: Figure = async (lab) => {
  const tables: Record<string, string> = {}
  for (const figure of [calls, decode, size, start]) {
    Object.assign(tables, (await figure(lab)).tables)
  }
  return { series: [], tables }
}
