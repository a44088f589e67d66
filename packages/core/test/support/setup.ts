// Set up before each test file, for files share their process: `it.layer` puts its own functions in the
// place of these, and leaves them there. `assert.deepStrictEqual` is mended too.
import { expect } from "vitest"

// The file about two copies of Effect decides by itself which one is loaded first.
if (expect.getState().testPath?.endsWith("twoCopies.test.ts") !== true) {
  const { effect, it, layer, scoped } = await import("@effect/vitest")
  Object.assign(it, { effect, layer, scoped })
  await import("./deepEqual.js")
}
