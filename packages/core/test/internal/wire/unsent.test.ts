import { NodeHttpClient, Undici } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import {
  ApiKeys,
  BitGpt,
  type BitGptError,
  RetryPolicy,
  type TransportError
} from "../../../src/index.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, token } from "../../support/loopback.js"
import { httpServer, rawServer } from "../../support/server.js"

const creating = (client: (typeof clients)[number], baseUrl: string) =>
  callTo(client, baseUrl, (apiKeys) => apiKeys.create({ label: "Shop" })).pipe(
    Effect.provide(RetryPolicy.layer({ maxRetries: 1, baseDelay: 1 })),
    Effect.flip
  )

/** Asserts that a request has surely not been sent, so that the call was tried again. */
const assertUnsent = (error: BitGptError, reason: TransportError["reason"]) => {
  assertTag(error, "TransportError")
  assert.strictEqual(error.reason, reason)
  assert.isFalse(error.mayHaveTakenEffect)
  assert.strictEqual(error.attempts, 2)
}

describe.each(clients)("a create over $name", (client) => {
  it.scopedLive("was not sent where no address of the host lets it connect", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Effect.scoped(httpServer(() => undefined))
      const error = yield* creating(client, baseUrl.replace("127.0.0.1", "localhost"))
      assertUnsent(error, "ConnectionRefused")
    })
  )

  it.scopedLive("was not sent where the TLS handshake fails", () =>
    Effect.gen(function* () {
      const closing = yield* rawServer((socket) => {
        socket.once("data", () => socket.end())
      })
      const plain = yield* httpServer(() => undefined)
      for (const baseUrl of [closing, plain.baseUrl]) {
        assertUnsent(yield* creating(client, baseUrl.replace("http:", "https:")), "Tls")
      }
    })
  )

  it.scopedLive("may have been acted on where the connection is lost behind it", () =>
    Effect.gen(function* () {
      const baseUrl = yield* rawServer((socket) => {
        socket.once("data", () => socket.resetAndDestroy())
      })
      const error = yield* creating(client, baseUrl)
      assertTag(error, "TransportError")
      assert.isTrue(error.mayHaveTakenEffect)
      assert.strictEqual(error.attempts, 1)
    })
  )
})

describe("a create by a proxy", () => {
  it.scopedLive("was not sent where the proxy refuses to connect", () =>
    Effect.gen(function* () {
      const proxy = yield* rawServer((socket) => {
        socket.once("data", () => socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"))
      })
      const dispatcher = yield* Effect.acquireRelease(
        Effect.sync(() => new Undici.ProxyAgent(proxy)),
        (agent) => Effect.promise(() => agent.destroy())
      )
      const client = BitGpt.layerNoDeps({ accessToken: token }).pipe(
        Layer.provide(NodeHttpClient.layerUndiciWithoutDispatcher),
        Layer.provide(Layer.succeed(NodeHttpClient.Dispatcher, dispatcher))
      )
      const error = yield* Effect.flatMap(ApiKeys, (_) => _.create({ label: "Shop" })).pipe(
        Effect.provide(RetryPolicy.layer({ maxRetries: 1, baseDelay: 1 })),
        Effect.provide(Layer.orDie(client)),
        Effect.flip
      )
      assertTag(error, "TransportError")
      assert.strictEqual(error.reason, "ConnectionRefused")
      assert.isFalse(error.mayHaveTakenEffect)
      assert.strictEqual(error.attempts, 2)
    })
  )
})
