import { readFileSync } from "node:fs"
import { join } from "node:path"
import { folder } from "./compile.js"

/** The first program of the README. */
export const readmeProgram = (): string => {
  const text = readFileSync(join(folder, "../README.md"), "utf8")
  const program = /^```ts\n(.*?)^```$/ms.exec(text)?.[1]
  if (program === undefined) throw new Error("The README has no program")
  return program
}
