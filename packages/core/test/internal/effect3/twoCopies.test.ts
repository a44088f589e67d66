/**
 * An application that has two copies of Effect. This file loads the CommonJS one first, so it imports
 * nothing that brings the other one along. For that it needs a process of its own, which it has by options
 * that no other file has.
 *
 * @vitest-environment-options { "process": "of two copies" }
 */
import type * as EffectModule from "effect"
import { createRequire } from "node:module"
import { createServer } from "node:http"
import { assert, describe, it, vi } from "vitest"

const require = createRequire(import.meta.url)
// eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the CommonJS build has the same types
const cjs = require("effect") as typeof EffectModule
const esm = await import("effect")
const { FetchHttpClient } = await import("@effect/platform")
const { ApiKeys, BitGpt, RetryPolicy, TimeoutPolicy } = await import("../../../src/index.js")

const { Effect, Layer, Redacted } = esm

describe("where Effect is loaded twice", () => {
  it("is so here", () => {
    assert.notStrictEqual<unknown>(cjs.Effect.succeed, esm.Effect.succeed)
    assert.notStrictEqual<unknown>(cjs.Clock.make, esm.Clock.make)
    // The services that fibers have are those of the copy that was loaded first.
    const services = Effect.runSync(esm.FiberRef.get(esm.DefaultServices.currentServices))
    assert.strictEqual(services, cjs.DefaultServices.liveServices)
  })

  it("no trace goes out where nobody listens, and limits hold", async () => {
    const traces: Array<unknown> = []
    let answer = true
    const server = createServer((request, response) => {
      traces.push(request.headers["traceparent"])
      if (answer) response.writeHead(404).end("{}")
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    try {
      const address = server.address()
      if (address === null || typeof address === "string") return assert.fail("no port")
      const client = BitGpt.layer({
        accessToken: Redacted.make("token"),
        baseUrl: `http://127.0.0.1:${address.port}`
      })
      const failing = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("a")).pipe(
        Effect.provide(RetryPolicy.none),
        Effect.flip,
        Effect.provide(Layer.orDie(client))
      )
      assert.strictEqual((await Effect.runPromise(failing))._tag, "NotFoundError")
      answer = false
      const limited = Effect.provide(failing, TimeoutPolicy.layer({ attempt: "50 millis" }))
      assert.strictEqual((await Effect.runPromise(limited))._tag, "TimeoutError")
      assert.deepStrictEqual(traces, [undefined, undefined])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it("limits count the time that faked timers count", async () => {
    vi.useFakeTimers()
    try {
      const client = BitGpt.layer({ accessToken: Redacted.make("token") })
      const ended = Effect.runPromise(
        Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("a")).pipe(
          Effect.provide(RetryPolicy.layer({ maxRetries: 9, baseDelay: 1 })),
          Effect.provide(TimeoutPolicy.layer({ attempt: "4 seconds", total: "10 seconds" })),
          Effect.provideService(FetchHttpClient.Fetch, () => new Promise(() => undefined)),
          Effect.flip,
          Effect.provide(Layer.orDie(client))
        )
      )
      await vi.advanceTimersByTimeAsync(10_100)
      const error = await Promise.race([ended, Promise.resolve(undefined)])
      assert.strictEqual(error?._tag, "TimeoutError")
      assert.propertyVal(error, "limit", "total")
    } finally {
      vi.useRealTimers()
    }
  })
})
