import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { Unavailable } from "./Runtime.js"

/** What an executable says of its version. One that does not start can't be had. */
export const versionOf = (binary: string): Effect.Effect<string, Unavailable> =>
  Effect.try({
    try: () => execFileSync(binary, ["--version"], { encoding: "utf8" }).trim(),
    catch: (cause) => new Unavailable({ reason: `it does not start: ${String(cause)}` })
  })
