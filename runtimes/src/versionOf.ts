import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { Unavailable } from "./Runtime.js"

/** The version that an executable prints. Fails if the executable doesn't start. */
export const versionOf = (binary: string): Effect.Effect<string, Unavailable> =>
  Effect.try({
    try: () => execFileSync(binary, ["--version"], { encoding: "utf8" }).trim(),
    catch: (cause) => new Unavailable({ reason: `it does not start: ${String(cause)}` })
  })
