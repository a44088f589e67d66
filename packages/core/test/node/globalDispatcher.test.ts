/**
 * This file imports undici first itself. For that it needs a process of its own, which it has by options that
 * no other file has.
 *
 * @vitest-environment-options { "process": "of the global dispatcher" }
 */
import { assert, describe, it } from "@effect/vitest"

/** What Node's own `fetch` sends by. */
const globalDispatcher = (): unknown =>
  Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1"))

describe("the import of effect-bitgpt/node", () => {
  it("leaves Node's own fetch with its own dispatcher", async () => {
    const before = globalDispatcher()
    await import("../../src/node.js")
    const { Agent } = await import("undici")
    assert.isDefined(globalDispatcher())
    assert.notInstanceOf(globalDispatcher(), Agent)
    if (before !== undefined) assert.strictEqual(globalDispatcher(), before)
  })
})
