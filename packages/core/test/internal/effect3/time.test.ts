import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { Worker } from "node:worker_threads"
import { vi } from "vitest"
import { RetryPolicy, TimeoutPolicy } from "../../../src/index.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, getFrom } from "../../support/loopback.js"
import { blockFor } from "../../support/time.js"
import { createApiKey } from "../../support/wire.js"

const answering = `
  const { parentPort, workerData } = require("node:worker_threads")
  const server = require("node:http").createServer((request, response) => {
    parentPort.postMessage("request")
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" })
      response.end(workerData)
    }, 30)
  })
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port))
`

/** A server on a thread of its own, which answers while this one is busy. */
const serverApart = Effect.acquireRelease(
  Effect.async<{ readonly worker: Worker; readonly baseUrl: string }>((resume) => {
    const worker = new Worker(answering, { eval: true, workerData: JSON.stringify(createApiKey) })
    worker.once("message", (port: number) => {
      resume(Effect.succeed({ worker, baseUrl: `http://127.0.0.1:${port}` }))
    })
  }),
  ({ worker }) => Effect.promise(() => worker.terminate())
)

describe.each(clients)("an event loop that was blocked, over $name", (client) => {
  it.scopedLive("costs no answer that has arrived", () =>
    Effect.gen(function* () {
      const { baseUrl, worker } = yield* serverApart
      // The first call makes the connection.
      const create = callTo(client, baseUrl, (apiKeys) => apiKeys.create({ label: "Shop" })).pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "400 millis" }))
      )
      worker.once("message", () => {
        blockFor(600)
      })
      const exit = yield* Effect.exit(create)
      assert.isTrue(Exit.isSuccess(exit), String(exit))
    })
  )
})

describe("under fake timers", () => {
  it("limits count the time that the timers count", async () => {
    vi.useFakeTimers()
    try {
      const silent: typeof globalThis.fetch = () => new Promise(() => undefined)
      const call = getFrom(clients[0], "http://127.0.0.1:9").pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "4 seconds", total: "10 seconds" })),
        Effect.provide(RetryPolicy.layer({ maxRetries: 9, baseDelay: 1 })),
        Effect.provideService(FetchHttpClient.Fetch, silent),
        Effect.flip
      )
      const ended = Effect.runPromise(call)
      await vi.advanceTimersByTimeAsync(10_100)
      const error = await Promise.race([ended, Promise.resolve("still waiting" as const)])
      if (typeof error === "string") return assert.fail(error)
      assertTag(error, "TimeoutError")
      assert.strictEqual(error.limit, "total")
      assert.strictEqual(error.attempts, 3)
    } finally {
      vi.useRealTimers()
    }
    return undefined
  })
})
