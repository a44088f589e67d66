import { Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A folder of its own for a test, gone after it. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "effect-bitgpt-emulator-"))),
  (path) =>
    Effect.sync(() => {
      rmSync(path, { recursive: true })
    })
)
