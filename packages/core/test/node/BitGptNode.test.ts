import { assert, describe, it } from "@effect/vitest"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import type * as http from "node:http"
import * as http2 from "node:http2"
import * as Zlib from "node:zlib"
import { Agent, H2CClient } from "undici"
import { ApiKeys, type BitGpt, Files, RetryPolicy } from "../../src/index.js"
import { BitGptNode } from "../../src/node.js"
import { assertTag } from "../support/assertTag.js"
import { token } from "../support/loopback.js"
import { httpServer, json, listen, rawServer } from "../support/server.js"
import { getApiKey } from "../support/wire.js"

const content = "ü".repeat(300_000)

/** Asserts that a request uploads the content whole. */
const assertUploaded = (
  request: { readonly headers: http.IncomingHttpHeaders; readonly body: string } | undefined
) => {
  const { body = "", headers = {} } = request ?? {}
  assert.match(headers["content-type"] ?? "", /^multipart\/form-data; boundary=/)
  assert.strictEqual(headers["content-length"], String(Buffer.byteLength(body)))
  assert.include(body, content)
}

const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))

type Options = Partial<BitGpt.ClientOptions & BitGptNode.ConnectionOptions>

const clientOf = (baseUrl: string, options: Options = {}) =>
  Layer.orDie(BitGptNode.layer({ accessToken: token, baseUrl, ...options }))

const serving = httpServer((_, response) => {
  json(response, 200, getApiKey)
})

/** A server that holds every answer back. */
const holding = Effect.gen(function* () {
  const arrived = yield* Deferred.make<http.ServerResponse>()
  const server = yield* httpServer((_, response) => {
    Deferred.unsafeDone(arrived, Effect.succeed(response))
  })
  return { arrived: Deferred.await(arrived), baseUrl: server.baseUrl }
})

describe("BitGptNode.layer", () => {
  it.scopedLive("calls with its own settings", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const key = yield* getKey.pipe(
        Effect.provide(
          clientOf(server.baseUrl, {
            connections: 1,
            keepAliveTimeout: "1 second",
            connectTimeout: "1 second",
            userAgent: "shop/1.4"
          })
        )
      )
      assert.strictEqual(key.id, getApiKey.data.id)
      const [request] = server.requests
      assert.strictEqual(request?.headers.authorization, `Bearer ${Redacted.value(token)}`)
      assert.match(request?.headers["user-agent"] ?? "", /^effect-bitgpt\/\S+ shop\/1\.4$/)
    })
  )

  it.scopedLive("opens no more connections than it may", () =>
    Effect.gen(function* () {
      const sockets = new Set<unknown>()
      const server = yield* httpServer((request, response) => {
        sockets.add(request.socket)
        json(response, 200, getApiKey)
      })
      const calls = (connections: number) =>
        Effect.replicateEffect(getKey, 8, { concurrency: "unbounded" }).pipe(
          Effect.provide(clientOf(server.baseUrl, { connections }))
        )
      yield* calls(1)
      assert.strictEqual(sockets.size, 1)
      yield* calls(3)
      assert.isAtLeast(sockets.size, 3)
      assert.isAtMost(sockets.size, 4)
    })
  )

  it.scopedLive("sends by the dispatcher that it is given, and leaves that open", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() => new Agent()),
        (agent) => Effect.promise(() => agent.destroy())
      )
      let dispatched = 0
      const dispatcher = agent.compose((dispatch) => (options, handler) => {
        dispatched += 1
        return dispatch(options, handler)
      })
      yield* Effect.provide(getKey, clientOf(server.baseUrl, { dispatcher }))
      yield* Effect.provide(getKey, clientOf(server.baseUrl, { dispatcher }))
      assert.strictEqual(dispatched, 2)
      assert.isFalse(agent.closed)
    })
  )

  it.effect("refuses settings that can't work", () =>
    Effect.gen(function* () {
      const error = yield* BitGptNode.layer({
        accessToken: token,
        baseUrl: "http://192.0.2.1"
      }).pipe(Layer.build, Effect.scoped, Effect.flip)
      assert.deepInclude(error, { _op: "InvalidData", path: ["baseUrl"] })
    })
  )

  it.scopedLive("uploads a file with its type and its length", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, { ...getApiKey, data: { id: "file_1" } })
      })
      const file = new Blob([content], { type: "text/plain" })
      yield* Effect.flatMap(Files, (files) => files.upload({ file, fileName: "a.txt" })).pipe(
        Effect.provide(clientOf(server.baseUrl))
      )
      assertUploaded(server.requests[0])
    })
  )
})

describe("over HTTP/2", () => {
  /** Speaks HTTP/2 without TLS, and keeps what came. */
  const serverH2 = Effect.gen(function* () {
    const seen: Array<{ readonly headers: http2.IncomingHttpHeaders; readonly body: string }> = []
    const server = http2.createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
        response.writeHead(200, { "content-type": "application/json" })
        response.end(JSON.stringify({ ...getApiKey, data: { id: "file_1" } }))
      })
    })
    const baseUrl = yield* Effect.acquireRelease(listen(server), () =>
      Effect.sync(() => {
        server.close()
      })
    )
    const dispatcher = yield* Effect.acquireRelease(
      Effect.sync(() => new H2CClient(baseUrl)),
      (client) => Effect.promise(() => client.destroy())
    )
    return { seen, options: { baseUrl, dispatcher } }
  })

  it.scopedLive("uploads a file whole", () =>
    Effect.gen(function* () {
      const { options, seen } = yield* serverH2
      const file = new Blob([content], { type: "text/plain" })
      const uploaded = yield* Effect.flatMap(Files, (files) =>
        files.upload({ file, fileName: "a.txt" })
      ).pipe(Effect.provide(clientOf(options.baseUrl, options)))
      assert.strictEqual(uploaded.id, "file_1")
      const [request] = seen
      assert.strictEqual(request?.headers.authorization, `Bearer ${Redacted.value(token)}`)
      assertUploaded(request)
    })
  )
})

describe("BitGptNode.layerConfig", () => {
  it.scopedLive("reads the settings of BitGpt.layerConfig", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const settings = ConfigProvider.fromMap(
        new Map([
          ["BITGPT_ACCESS_TOKEN", Redacted.value(token)],
          ["SHOP", "shop/2"]
        ])
      )
      const client = BitGptNode.layerConfig({
        baseUrl: Config.succeed(server.baseUrl),
        userAgent: Config.string("SHOP"),
        connections: 1
      }).pipe(Layer.provide(Layer.setConfigProvider(settings)))
      yield* Effect.provide(getKey, client)
      assert.include(server.requests[0]?.headers["user-agent"], "shop/2")
    })
  )
})

describe("the end of a layer", () => {
  it.scopedLive("waits for a call in flight, and closes its connection", () =>
    Effect.gen(function* () {
      const { arrived, baseUrl } = yield* holding
      const scope = yield* Scope.make()
      const client = yield* Scope.extend(Layer.build(clientOf(baseUrl)), scope)
      const call = yield* Effect.fork(Effect.provide(getKey, client))
      const response = yield* arrived
      const socketClosed = yield* Deferred.make<void>()
      response.socket?.once("close", () => {
        Deferred.unsafeDone(socketClosed, Effect.void)
      })
      const end = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(yield* Fiber.poll(end), Option.none())
      json(response, 200, getApiKey)
      assert.strictEqual((yield* Fiber.join(call)).id, getApiKey.data.id)
      yield* Fiber.join(end)
      yield* Deferred.await(socketClosed)
    })
  )

  it.scopedLive("does not wait for a connection whose call was interrupted", () =>
    Effect.gen(function* () {
      const accepted = yield* Deferred.make<void>()
      // A handshake that is never answered.
      const address = yield* rawServer(() => {
        Deferred.unsafeDone(accepted, Effect.void)
      })
      const scope = yield* Scope.make()
      const client = yield* Scope.extend(
        Layer.build(clientOf(address.replace("http:", "https:"))),
        scope
      )
      const call = yield* Effect.fork(Effect.provide(getKey, client))
      yield* Deferred.await(accepted)
      yield* Fiber.interrupt(call)
      const ended = yield* Effect.timeoutOption(Scope.close(scope, Exit.void), "2 seconds")
      assert.isTrue(Option.isSome(ended))
    })
  )
})

describe("interruption", () => {
  /** A call whose request has arrived, and when its connection is closed. */
  const arrivedCall = Effect.gen(function* () {
    const { arrived, baseUrl } = yield* holding
    const call = yield* Effect.fork(Effect.provide(getKey, clientOf(baseUrl)))
    const response = yield* arrived
    const closed = yield* Deferred.make<void>()
    response.once("close", () => {
      Deferred.unsafeDone(closed, Effect.void)
    })
    return { call, closed, response }
  })

  it.scopedLive("ends the request on the socket", () =>
    Effect.gen(function* () {
      const { call, closed, response } = yield* arrivedCall
      yield* Fiber.interrupt(call)
      yield* Deferred.await(closed)
      assert.isFalse(response.writableFinished)
    })
  )

  it.scopedLive("ends an answer that is coming in", () =>
    Effect.gen(function* () {
      const { call, closed, response } = yield* arrivedCall
      response.writeHead(200, { "content-type": "application/json" })
      response.write('{"status":')
      yield* Effect.sleep("20 millis")
      yield* Fiber.interrupt(call)
      yield* Deferred.await(closed)
    })
  )
})

describe("bodies", () => {
  const codings: ReadonlyArray<readonly [string, (text: string) => Uint8Array]> = [
    ["gzip", (text) => Zlib.gzipSync(text)],
    ["X-GZIP", (text) => Zlib.gzipSync(text)],
    ["deflate", (text) => Zlib.deflateSync(text)],
    ["deflate", (text) => Zlib.deflateRawSync(text)],
    ["br", (text) => Zlib.brotliCompressSync(text)],
    ["br, gzip", (text) => Zlib.gzipSync(Zlib.brotliCompressSync(text))],
    ["identity", (text) => Buffer.from(text)]
  ]

  const coded = (coding: string, body: Uint8Array) =>
    httpServer((_, response) => {
      response.writeHead(200, { "content-encoding": coding })
      response.end(body)
    })

  it.scopedLive.each(codings)("are read though they are coded: %s", ([coding, encode]) =>
    Effect.gen(function* () {
      const server = yield* coded(coding, encode(JSON.stringify(getApiKey)))
      const key = yield* Effect.provide(getKey, clientOf(server.baseUrl))
      assert.strictEqual(key.id, getApiKey.data.id)
    })
  )

  const failure = (baseUrl: string, options: Options = {}) =>
    getKey.pipe(
      Effect.provide(clientOf(baseUrl, options)),
      Effect.provide(RetryPolicy.none),
      Effect.flip
    )

  it.scopedLive("are empty, coded or not", () =>
    Effect.gen(function* () {
      const server = yield* coded("gzip", new Uint8Array())
      const error = yield* failure(server.baseUrl)
      assertTag(error, "DecodeError")
      assert.strictEqual(error.reason, "EmptyBody")
    })
  )

  it.scopedLive("may not become larger than they may be", () =>
    Effect.gen(function* () {
      const server = yield* coded("gzip", Zlib.gzipSync(" ".repeat(1_000_000)))
      const error = yield* failure(server.baseUrl, { maxResponseBytes: 100_000 })
      assertTag(error, "DecodeError")
      assert.strictEqual(error.reason, "BodyTooLarge")
    })
  )

  it.scopedLive("are cut off while they come in, once they are too large", () =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      // A body without an end.
      const server = yield* httpServer((_, response) => {
        const chunk = Buffer.alloc(16_384, " ")
        const write = () => {
          while (!response.destroyed && response.write(chunk));
        }
        response.on("drain", write)
        response.on("close", () => {
          Deferred.unsafeDone(closed, Effect.void)
        })
        write()
      })
      const error = yield* failure(server.baseUrl, { maxResponseBytes: 100_000 })
      assertTag(error, "DecodeError")
      assert.strictEqual(error.reason, "BodyTooLarge")
      yield* Deferred.await(closed)
    })
  )
})
