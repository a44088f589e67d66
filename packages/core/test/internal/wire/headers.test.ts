import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer } from "effect"
import { vi } from "vitest"
import manifest from "../../../package.json" with { type: "json" }
import { BitGpt } from "../../../src/index.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, getFrom, token } from "../../support/loopback.js"
import { getKey } from "../../support/scriptedServer.js"
import { recordingTracer } from "../../support/recordingTracer.js"
import { httpServer, json, type TestServer } from "../../support/server.js"
import { getApiKey } from "../../support/wire.js"

const serving = httpServer((_, response) => {
  json(response, 200, getApiKey)
})

describe.each(clients)("User-Agent over $name", (client) => {
  it.scopedLive("names the library, and the application behind it", () =>
    Effect.gen(function* () {
      const server = yield* serving
      yield* getFrom(client, server.baseUrl)
      yield* getFrom(client, server.baseUrl, { userAgent: "shop/1.4" })
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers["user-agent"]),
        [`effect-bitgpt/${manifest.version}`, `effect-bitgpt/${manifest.version} shop/1.4`]
      )
    })
  )

  it.scopedLive("is left to browsers", () =>
    Effect.gen(function* () {
      const server = yield* serving
      yield* Effect.acquireRelease(
        Effect.sync(() => vi.stubGlobal("document", {})),
        () => Effect.sync(() => vi.unstubAllGlobals())
      )
      yield* getFrom(client, server.baseUrl)
      assert.notInclude(server.requests[0]?.headers["user-agent"] ?? "", "effect-bitgpt")
    })
  )

  it.scopedLive("is text that a header can carry", () =>
    Effect.gen(function* () {
      const options = { accessToken: token, userAgent: "shop\r\nx-injected: 1" }
      const error = yield* Effect.flip(Layer.build(client.layer(options)))
      assert.deepInclude(error, { _op: "InvalidData", path: ["userAgent"] })
    })
  )
})

const ownTrace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

describe("a traceparent of the application's own", () => {
  const traced = (layer: Layer.Layer<BitGpt.Services, unknown>) =>
    Effect.provide(getKey, Layer.orDie(layer)).pipe(Effect.withTracer(recordingTracer().tracer))

  it.scopedLive("is sent alone, where fetch's settings have it", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const init = Layer.succeed(FetchHttpClient.RequestInit, {
        headers: { TraceParent: ownTrace }
      })
      const options = { accessToken: token, baseUrl: server.baseUrl }
      yield* traced(BitGpt.layer(options).pipe(Layer.provide(init)))
      assert.strictEqual(server.requests[0]?.headers["traceparent"], ownTrace)
    })
  )

  it.scopedLive("is sent alone, where the application's client sets it", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const own = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(
          HttpClient.HttpClient,
          HttpClient.mapRequestInput(HttpClientRequest.setHeader("traceparent", ownTrace))
        )
      )
      const options = { accessToken: token, baseUrl: server.baseUrl }
      yield* traced(
        BitGpt.layerNoDeps(options).pipe(Layer.provide(own), Layer.provide(FetchHttpClient.layer))
      )
      assert.strictEqual(server.requests[0]?.headers["traceparent"], ownTrace)
    })
  )
})

class RequestId extends Context.Reference<RequestId>()("RequestId", {
  defaultValue: () => "none"
}) {}

const fetchClients = clients.filter(({ name }) => name.endsWith("fetch"))

describe.each(fetchClients)("the application's own AbortSignal, over $name", (client) => {
  const creating = (baseUrl: string, signal: AbortSignal) =>
    callTo(client, baseUrl, (apiKeys) => apiKeys.get("api_key_1")).pipe(
      Effect.provideService(FetchHttpClient.RequestInit, { signal })
    )

  it.scopedLive("ends the request, without a retry", () =>
    Effect.gen(function* () {
      const [begun, closed] = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
      const server = yield* httpServer((_, response) => {
        response.on("close", () => {
          Deferred.unsafeDone(closed, Effect.void)
        })
        Deferred.unsafeDone(begun, Effect.void)
      })
      const controller = new AbortController()
      const fiber = yield* Effect.fork(Effect.flip(creating(server.baseUrl, controller.signal)))
      yield* Deferred.await(begun)
      controller.abort()
      const error = yield* Fiber.join(fiber)
      assertTag(error, "TransportError")
      assert.strictEqual(error.attempts, 1)
      yield* Deferred.await(closed)
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("is not listened to any more once the call is over", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const { signal } = new AbortController()
      const listeners = new Set<unknown>()
      const [listen, leave] = [
        signal.addEventListener.bind(signal),
        signal.removeEventListener.bind(signal)
      ]
      signal.addEventListener = (type: string, listener: EventListener) => {
        listeners.add(listener)
        listen(type, listener)
      }
      signal.removeEventListener = (type: string, listener: EventListener) => {
        listeners.delete(listener)
        leave(type, listener)
      }
      yield* creating(server.baseUrl, signal)
      assert.strictEqual(listeners.size, 0)
    })
  )

  it.scopedLive("ends the request within the answer's body, without a retry", () =>
    Effect.gen(function* () {
      const controller = new AbortController()
      const server = yield* httpServer((_, response) => {
        response.writeHead(200, { "content-type": "application/json" })
        response.write('{"status":200,', () => {
          controller.abort()
        })
      })
      const error = yield* Effect.flip(creating(server.baseUrl, controller.signal))
      assertTag(error, "TransportError")
      assert.strictEqual(error.attempts, 1)
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("that is aborted already lets nothing be sent", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const tag = yield* creating(server.baseUrl, AbortSignal.abort()).pipe(
        Effect.match({ onSuccess: () => "no error", onFailure: (error) => error._tag })
      )
      assert.strictEqual(tag, "TransportError")
      yield* getFrom(client, server.baseUrl, { id: "another" })
      assert.deepStrictEqual(
        server.requests.map(({ url }) => url.endsWith("/another")),
        [true]
      )
    })
  )
})

describe("headers of the application's own", () => {
  const names = ["x-shop", "x-request-id", "authorization"]
  const sentTo = (server: TestServer) =>
    server.requests.map(({ headers }) => names.map((name) => headers[name]))
  const ours = "Bearer token-of-the-tests"

  it.scopedLive.each(fetchClients)(
    "go with each request of a client or of a call over $name",
    (client) =>
      Effect.gen(function* () {
        const server = yield* serving
        const init = (headers: Record<string, string>) =>
          Layer.succeed(FetchHttpClient.RequestInit, { headers })
        const layer = client
          .layer({ accessToken: token, baseUrl: server.baseUrl })
          .pipe(Layer.orDie, Layer.provide(init({ "X-Shop": "eu", Authorization: "no" })))
        yield* Effect.gen(function* () {
          yield* getKey
          yield* Effect.provide(getKey, init({ "x-shop": "us", "x-request-id": "42" }))
        }).pipe(Effect.provide(layer))
        assert.deepStrictEqual(sentTo(server), [
          ["eu", undefined, ours],
          ["us", "42", ours]
        ])
      })
  )

  it.scopedLive.each([
    { name: "undici", platform: NodeHttpClient.layerUndici },
    { name: "node:http", platform: NodeHttpClient.layer },
    { name: "fetch", platform: FetchHttpClient.layer }
  ])("are set by a client of its own, for each call too, over $name", ({ platform }) =>
    Effect.gen(function* () {
      const server = yield* serving
      const own = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(HttpClient.HttpClient, (client) =>
          HttpClient.mapRequestEffect(client, (request) =>
            Effect.map(RequestId, (id) =>
              HttpClientRequest.setHeaders(request, { "x-shop": "eu", "x-request-id": id })
            )
          )
        )
      )
      const layer = BitGpt.layerNoDeps({ accessToken: token, baseUrl: server.baseUrl }).pipe(
        Layer.orDie,
        Layer.provide(own),
        Layer.provide(platform)
      )
      yield* Effect.gen(function* () {
        yield* getKey
        yield* Effect.provideService(getKey, RequestId, "42")
      }).pipe(Effect.provide(layer))
      assert.deepStrictEqual(sentTo(server), [
        ["eu", "none", ours],
        ["eu", "42", ours]
      ])
    })
  )
})
