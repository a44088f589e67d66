import { FetchHttpClient, HttpClient } from "@effect/platform"
import { NodeHttpClient, Undici } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as net from "node:net"
import {
  ApiKeys,
  BitGpt,
  type BitGptError,
  RetryPolicy,
  TimeoutPolicy,
  type TransportError
} from "../../../src/index.js"
import { BitGptNode } from "../../../src/node.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, token } from "../../support/loopback.js"
import { httpServer, rawServer } from "../../support/server.js"
import { blockFor } from "../../support/time.js"

const creating = (client: (typeof clients)[number], baseUrl: string) =>
  callTo(client, baseUrl, (apiKeys) => apiKeys.create({ label: "Shop" })).pipe(
    Effect.provide(RetryPolicy.layer({ maxRetries: 1, baseDelay: 1 })),
    Effect.flip
  )

/** The same by a client of any layer. */
const creatingBy = <E>(client: Layer.Layer<BitGpt.Services, E>) =>
  Effect.flatMap(ApiKeys, (_) => _.create({ label: "Shop" })).pipe(
    Effect.provide(RetryPolicy.layer({ maxRetries: 1, baseDelay: 1 })),
    Effect.provide(Layer.orDie(client)),
    Effect.flip
  )

/** A dispatcher that lives as long as the scope. */
const scopedDispatcher = (make: () => Undici.Dispatcher) =>
  Effect.acquireRelease(Effect.sync(make), (dispatcher) =>
    Effect.promise(() => dispatcher.destroy())
  )

/** Asserts that a request has surely not been sent, so that the call was tried again. */
const assertUnsent = (error: BitGptError, reason: TransportError["reason"]) => {
  assertTag(error, "TransportError")
  assert.strictEqual(error.reason, reason)
  assert.isFalse(error.mayHaveTakenEffect)
  assert.strictEqual(error.attempts, 2)
}

const assertNothingSent = (
  error: BitGptError,
  server: { readonly requests: ReadonlyArray<unknown> }
) => {
  assert.isFalse(error.mayHaveTakenEffect)
  assert.lengthOf(server.requests, 0)
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

/** A host of two addresses, whatever its name. A link-local address without its link leads nowhere. */
const twoAddresses: net.LookupFunction = (_, { all }, callback) => {
  const addresses = [
    { address: "fe80::1", family: 6 },
    { address: "127.0.0.1", family: 4 }
  ]
  if (all === true) callback(null, addresses)
  else callback(null, "127.0.0.1", 4)
}

const connect = { lookup: twoAddresses, autoSelectFamily: true }

const agent = scopedDispatcher(() => new Undici.Agent({ connect }))

const overTwoAddresses = [
  {
    name: "undici's dispatcher",
    layer: (options: BitGpt.ClientOptions) =>
      Layer.unwrapScoped(
        Effect.map(agent, (dispatcher) => BitGptNode.layer({ ...options, dispatcher }))
      )
  },
  {
    name: "undici",
    layer: (options: BitGpt.ClientOptions) =>
      BitGpt.layerNoDeps(options).pipe(
        Layer.provide(NodeHttpClient.layerUndiciWithoutDispatcher),
        Layer.provide(Layer.scoped(NodeHttpClient.Dispatcher, agent))
      )
  },
  {
    name: "node:http",
    layer: (options: BitGpt.ClientOptions) =>
      BitGpt.layerNoDeps(options).pipe(
        Layer.provide(NodeHttpClient.layerWithoutAgent),
        Layer.provide(NodeHttpClient.makeAgentLayer(connect))
      )
  }
]

/** The port of a server that is gone. */
const closedPort = Effect.map(Effect.scoped(httpServer(() => undefined)), ({ baseUrl }) =>
  Number(new URL(baseUrl).port)
)

// Other runtimes have sockets and a package undici of their own.
const isNode = !("Bun" in globalThis || "Deno" in globalThis)

describe.runIf(isNode)("a host none of whose addresses lets it connect", () => {
  it.scopedLive("is one error of several for Node", () =>
    Effect.gen(function* () {
      const port = yield* closedPort
      const error = yield* Effect.async<unknown>((resume) => {
        const socket = net.connect({ host: "localhost", port, ...connect })
        socket.once("error", (error) => {
          resume(Effect.succeed(error))
        })
      })
      assert.instanceOf(error, AggregateError)
      assert.lengthOf(error.errors, 2)
    })
  )

  it.scopedLive.each(overTwoAddresses)("was sent nothing over $name", ({ layer }) =>
    Effect.gen(function* () {
      const baseUrl = `http://localhost:${yield* closedPort}`
      const error = yield* creatingBy(layer({ accessToken: token, baseUrl }))
      assertUnsent(error, "ConnectionRefused")
    })
  )
})

/** A create over undici's dispatcher, which tells when it begins to write. */
const creatingOverDispatcher = (baseUrl: string, dispatcher?: Undici.Dispatcher) =>
  creatingBy(BitGptNode.layer({ accessToken: token, baseUrl, dispatcher }))

describe.runIf(isNode)("a create over undici's dispatcher", () => {
  const secured = (baseUrl: string) => baseUrl.replace("http:", "https:")

  it.scopedLive("was not sent where the connection is reset in the TLS handshake", () =>
    Effect.gen(function* () {
      const baseUrl = yield* rawServer((socket) => {
        socket.once("data", () => socket.resetAndDestroy())
      })
      assertUnsent(yield* creatingOverDispatcher(secured(baseUrl)), "ConnectionReset")
    })
  )

  it.scopedLive("was not sent where the TLS handshake outlasts the attempt", () =>
    Effect.gen(function* () {
      const baseUrl = yield* rawServer(() => undefined)
      const error = yield* creatingOverDispatcher(secured(baseUrl)).pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "100 millis" }))
      )
      assertTag(error, "TimeoutError")
      assert.isFalse(error.mayHaveTakenEffect)
      assert.strictEqual(error.attempts, 2)
      assert.include(error.message, "No connection within 100ms")
    })
  )

  it.scopedLive("is not sent once its time is over, however late a timer says so", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.end()
      })
      const lookup: net.LookupFunction = (host, options, callback) => {
        blockFor(400)
        twoAddresses(host, options, callback)
      }
      const dispatcher = yield* scopedDispatcher(
        () => new Undici.Agent({ connect: { ...connect, lookup } })
      )
      const baseUrl = server.baseUrl.replace("127.0.0.1", "localhost")
      const error = yield* creatingOverDispatcher(baseUrl, dispatcher).pipe(
        Effect.provide(TimeoutPolicy.layer({ total: "200 millis" }))
      )
      assertTag(error, "TimeoutError")
      assertNothingSent(error, server)
    })
  )
})

describe("an HttpClient that interrupts itself", () => {
  it.effect("fails the call, and doesn't interrupt it", () =>
    Effect.gen(function* () {
      const http = HttpClient.make(() => Effect.interrupt)
      const error = yield* Effect.flatMap(ApiKeys, (_) => _.get("api_key_1")).pipe(
        Effect.provide(RetryPolicy.none),
        Effect.provide(
          Layer.orDie(
            BitGpt.layerNoDeps({ accessToken: token }).pipe(
              Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
            )
          )
        ),
        Effect.flip
      )
      assertTag(error, "TransportError")
      assert.strictEqual(error.reason, "Network")
    })
  )
})

describe("a create that is called off before it begins", () => {
  it.scopedLive("was not sent", () =>
    Effect.gen(function* () {
      const server = yield* httpServer(() => undefined)
      const error = yield* creating(clients[0], server.baseUrl).pipe(
        Effect.provideService(FetchHttpClient.RequestInit, { signal: AbortSignal.abort() })
      )
      assertTag(error, "TransportError")
      assertNothingSent(error, server)
    })
  )
})

describe("a create by a proxy", () => {
  it.scopedLive("was not sent where the proxy refuses to connect", () =>
    Effect.gen(function* () {
      const proxy = yield* rawServer((socket) => {
        socket.once("data", () => socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"))
      })
      const dispatcher = yield* scopedDispatcher(() => new Undici.ProxyAgent(proxy))
      const client = BitGpt.layerNoDeps({ accessToken: token }).pipe(
        Layer.provide(NodeHttpClient.layerUndiciWithoutDispatcher),
        Layer.provide(Layer.succeed(NodeHttpClient.Dispatcher, dispatcher))
      )
      const error = yield* creatingBy(client)
      assertTag(error, "TransportError")
      assert.strictEqual(error.reason, "ConnectionRefused")
      assert.isFalse(error.mayHaveTakenEffect)
      assert.strictEqual(error.attempts, 2)
    })
  )
})
