import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../..")

/** The commands of this repository's own tools. */
export const tool = (name: string): string => join(root, "node_modules/.bin", name)

/** Runs a command to its end and gives what it printed. One that fails ends the check. */
export const run = (
  command: string,
  args: ReadonlyArray<string>,
  cwd: string,
  env: Record<string, string> = {}
): string => {
  console.log(`$ ${command.replace(`${root}/`, "")} ${args.join(" ")}`)
  const { error, status, stderr, stdout } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024
  })
  if (error !== undefined) throw error
  if (status !== 0) {
    console.log(stdout + stderr)
    throw new Error(`${command} exited with ${status ?? "a signal"}`)
  }
  return stdout + stderr
}

export const check = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`Not so: ${what}`)
  console.log(`  ${what}`)
}

export type Json = Readonly<Record<string, unknown>>

/** The object in a value read from JSON; an empty one where there is none. */
export const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}

export const readJson = (...path: ReadonlyArray<string>): Json =>
  object(JSON.parse(readFileSync(join(...path), "utf8")))
