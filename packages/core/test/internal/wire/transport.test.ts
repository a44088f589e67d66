import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, TestClock } from "effect"
import { createGzip, gzipSync } from "node:zlib"
import type { Socket } from "node:net"
import { type DecodeError, TimeoutPolicy, type TransportError } from "../../../src/index.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, failureFrom, getFrom } from "../../support/loopback.js"
import { httpServer, json, rawServer } from "../../support/server.js"
import { getApiKey } from "../../support/wire.js"

/** Answers with these bytes once a request has come in, and then does what is said. */
const answering = (bytes: string | Buffer, then: (socket: Socket) => void) =>
  rawServer((socket) => {
    socket.once("data", () => {
      socket.write(bytes, () => {
        then(socket)
      })
    })
  })

const end = (socket: Socket) => socket.end()
const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"

type Failure = Effect.Effect.Success<ReturnType<typeof failureFrom>>

describe.each(clients)("no whole answer over $name", (client) => {
  const expectTransport = (error: Failure, reason: TransportError["reason"], status?: number) => {
    assertTag(error, "TransportError")
    assert.strictEqual(error.reason, reason)
    assert.strictEqual(error.status, status)
    assert.isDefined(error.cause)
    assert.isTrue(error.isRetryable)
    assert.strictEqual(error.attempts, 1)
  }

  it.scopedLive("a closed port is a refused connection", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Effect.scoped(httpServer(() => undefined))
      const error = yield* failureFrom(client, baseUrl)
      expectTransport(error, "ConnectionRefused")
      if (error._tag !== "TransportError") return
      assert.strictEqual(error.cause?.code, "ECONNREFUSED")
      assert.include(error.cause?.message, "ECONNREFUSED")
    })
  )

  it.live("a host that no name server knows is a DNS failure", () =>
    Effect.gen(function* () {
      expectTransport(yield* failureFrom(client, "https://bitgpt.invalid"), "Dns")
    })
  )

  it.scopedLive("a server that doesn't speak TLS is a TLS failure", () =>
    Effect.gen(function* () {
      const server = yield* httpServer(() => undefined)
      const error = yield* failureFrom(client, server.baseUrl.replace("http:", "https:"))
      expectTransport(error, "Tls")
    })
  )

  it.scopedLive("a connection that ends before the answer is a reset", () =>
    Effect.gen(function* () {
      const baseUrl = yield* rawServer((socket) => {
        socket.once("data", () => socket.destroy())
      })
      expectTransport(yield* failureFrom(client, baseUrl), "ConnectionReset")
    })
  )

  it.scopedLive("a connection that is reset before the answer is a reset", () =>
    Effect.gen(function* () {
      const baseUrl = yield* rawServer((socket) => {
        socket.once("data", () => socket.resetAndDestroy())
      })
      expectTransport(yield* failureFrom(client, baseUrl), "ConnectionReset")
    })
  )

  it.scopedLive("what is not HTTP is said to be that", () =>
    Effect.gen(function* () {
      const baseUrl = yield* answering("220 mail.example ESMTP\r\n", end)
      expectTransport(yield* failureFrom(client, baseUrl), "InvalidHttp")
    })
  )

  it.scopedLive.each([
    ["is shorter than its length", `${head}content-length: 100\r\n\r\n{"status"`, end],
    ["is reset midway", `${head}content-length: 100\r\n\r\n{`, (s: Socket) => s.resetAndDestroy()],
    ["lacks its last chunk", `${head}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`, end],
    ["has a broken chunk", `${head}transfer-encoding: chunked\r\n\r\nZZ\r\n{`, end]
  ] as const)("a body that %s is incomplete", ([, bytes, then]) =>
    Effect.gen(function* () {
      const baseUrl = yield* answering(bytes, then)
      expectTransport(yield* failureFrom(client, baseUrl), "IncompleteBody", 200)
    })
  )
})

describe.each(clients)("a body that is not what was promised over $name", (client) => {
  const expectDecode = (error: Failure, reason: DecodeError["reason"], path?: string) => {
    assertTag(error, "DecodeError")
    assert.deepInclude(error, { reason, isRetryable: false })
    assert.strictEqual(error.path, path)
  }

  it.scopedLive.each([
    ["nothing", "", "EmptyBody"],
    ["white space", " \n", "EmptyBody"],
    ["HTML", "<html></html>", "InvalidJson"],
    ["half of it", JSON.stringify(getApiKey).slice(0, 200), "InvalidJson"],
    ["not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), "InvalidEncoding"],
    ["nested deeper than a stack", "[".repeat(1e5) + "]".repeat(1e5), "UnexpectedShape"]
  ] as const)("%s", ([, body, reason]) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.end(body)
      })
      expectDecode(yield* failureFrom(client, server.baseUrl), reason)
    })
  )

  it.scopedLive("no content", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(204)
        response.end()
      })
      const error = yield* failureFrom(client, server.baseUrl)
      expectDecode(error, "EmptyBody")
      assert.propertyVal(error, "status", 204)
    })
  )

  it.scopedLive.each([
    ["no key", { data: null }, "data"],
    ["no label", { data: { ...getApiKey.data, label: undefined } }, "data.label"],
    ["a scope that is none", { data: { ...getApiKey.data, scopes: ["a", 1] } }, "data.scopes[1]"],
    ["an expiry in words", { data: { ...getApiKey.data, expires_at: "soon" } }, "data.expires_at"]
  ] as const)("%s", ([, change, path]) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, { ...getApiKey, support_id: "support_1", ...change })
      })
      const error = yield* failureFrom(client, server.baseUrl)
      expectDecode(error, "UnexpectedShape", path)
      assert.propertyVal(error, "supportId", "support_1")
    })
  )

  it.scopedLive.each([
    ["of known length", true],
    ["of unknown length", false]
  ] as const)("a body %s that is too large is not read to its end", ([, lengthKnown]) =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      const text = JSON.stringify({ ...getApiKey, log: "x".repeat(5000) })
      const server = yield* httpServer((_, response) => {
        if (lengthKnown) response.setHeader("content-length", text.length + 1)
        response.on("close", () => {
          Deferred.unsafeDone(closed, Effect.void)
        })
        // Not ended: only the client can end this.
        response.write(text)
      })
      const error = yield* failureFrom(client, server.baseUrl, { maxResponseBytes: 4096 })
      expectDecode(error, "BodyTooLarge")
      yield* Deferred.await(closed)
    })
  )

  it.scopedLive("a body of exactly the largest size is read", () =>
    Effect.gen(function* () {
      const text = JSON.stringify(getApiKey)
      const server = yield* httpServer((_, response) => {
        response.end(text)
      })
      const maxResponseBytes = Buffer.byteLength(text)
      yield* getFrom(client, server.baseUrl, { maxResponseBytes })
      const error = yield* failureFrom(client, server.baseUrl, {
        maxResponseBytes: maxResponseBytes - 1
      })
      expectDecode(error, "BodyTooLarge")
    })
  )

  it.scopedLive("a body of many parts and of exactly the largest size is read", () =>
    Effect.gen(function* () {
      const text = JSON.stringify({ ...getApiKey, log: "x".repeat(500_000) })
      const half = text.length / 2
      const server = yield* httpServer((_, response) => {
        // Of no known length, for the second part is written when the first is gone.
        response.write(text.slice(0, half), () => {
          response.end(text.slice(half))
        })
      })
      const found = yield* getFrom(client, server.baseUrl, { maxResponseBytes: text.length })
      assert.strictEqual(found.id, getApiKey.data.id)
      const error = yield* failureFrom(client, server.baseUrl, {
        maxResponseBytes: text.length - 1
      })
      expectDecode(error, "BodyTooLarge")
    })
  )
})

describe("compressed bodies over fetch, which asks for them", () => {
  const [client] = clients

  it.scopedLive("are read", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(200, { "content-encoding": "gzip" })
        response.end(gzipSync(JSON.stringify(getApiKey)))
      })
      assert.strictEqual((yield* getFrom(client, server.baseUrl)).label, "My API Key")
    })
  )

  it.scopedLive("are no success when they are broken", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(200, { "content-encoding": "gzip" })
        response.end(Buffer.from("this is not gzip"))
      })
      const error = yield* failureFrom(client, server.baseUrl)
      assert.strictEqual(error._tag, "DecodeError")
      assert.propertyVal(error, "reason", "InvalidEncoding")
    })
  )

  it.scopedLive("are limited in their full size, not in their compressed one", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        const body = gzipSync("[".repeat(1_000_000))
        response.writeHead(200, { "content-encoding": "gzip", "content-length": body.byteLength })
        response.end(body)
      })
      const error = yield* failureFrom(client, server.baseUrl, { maxResponseBytes: 100_000 })
      assert.propertyVal(error, "reason", "BodyTooLarge")
    })
  )

  it.scopedLive("are limited while they come in", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(200, { "content-encoding": "gzip" })
        const gzip = createGzip()
        gzip.pipe(response)
        gzip.write("[".repeat(1_000_000))
        gzip.flush()
      })
      const error = yield* failureFrom(client, server.baseUrl, { maxResponseBytes: 100_000 })
      assert.propertyVal(error, "reason", "BodyTooLarge")
    })
  )
})

describe.each(clients)("time limits and interruption over $name", (client) => {
  const stalls = [
    ["headers", () => undefined],
    [
      "a body",
      (response: { write: (text: string) => unknown; flushHeaders: () => void }) => {
        response.flushHeaders()
        response.write("{")
      }
    ]
  ] as const

  const stallingServer = (stall: (typeof stalls)[number][1]) =>
    Effect.gen(function* () {
      const [begun, closed] = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
      const server = yield* httpServer((_, response) => {
        response.on("close", () => {
          Deferred.unsafeDone(closed, Effect.void)
        })
        stall(response)
        Deferred.unsafeDone(begun, Effect.void)
      })
      return { begun, closed, server }
    })

  it.scoped.each(stalls)(
    "a server that stalls before the end of %s runs out of time",
    ([, stall]) =>
      Effect.gen(function* () {
        const { begun, closed, server } = yield* stallingServer(stall)
        const fiber = yield* failureFrom(client, server.baseUrl).pipe(
          Effect.provide(TimeoutPolicy.layer({ attempt: "30 seconds" })),
          Effect.fork
        )
        yield* Deferred.await(begun)
        yield* TestClock.adjust("30 seconds")
        const error = yield* Fiber.join(fiber)
        assertTag(error, "TimeoutError")
        assert.strictEqual(error.limit, "attempt")
        assert.strictEqual(Duration.toMillis(error.duration), 30_000)
        yield* Deferred.await(closed)
      })
  )

  it.scopedLive("a success that needs no body is one without it", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(200, { "content-type": "application/json" })
        response.write("{")
      })
      yield* callTo(client, server.baseUrl, (apiKeys) =>
        apiKeys.update("api_key_1", { label: "Checkout" })
      ).pipe(Effect.provide(TimeoutPolicy.layer({ attempt: "300 millis" })))
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("a limit holds by the clock of the runtime too", () =>
    Effect.gen(function* () {
      const server = yield* httpServer(() => undefined)
      const error = yield* failureFrom(client, server.baseUrl).pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "30 millis" }))
      )
      assert.propertyVal(error, "limit", "attempt")
    })
  )

  it.scopedLive.each(stalls)("interruption before the end of %s ends the request", ([, stall]) =>
    Effect.gen(function* () {
      const { begun, closed, server } = yield* stallingServer(stall)
      // A time limit would end the request as well.
      const fiber = yield* Effect.fork(
        Effect.provide(getFrom(client, server.baseUrl), TimeoutPolicy.none)
      )
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(fiber)
      yield* Deferred.await(closed)
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("the whole call has a limit of its own", () =>
    Effect.gen(function* () {
      const server = yield* httpServer(() => undefined)
      const error = yield* getFrom(client, server.baseUrl).pipe(
        Effect.provide(TimeoutPolicy.layer({ total: "30 millis" })),
        Effect.flip
      )
      if (error._tag !== "TimeoutError") return assert.fail(error._tag)
      assert.strictEqual(error.limit, "total")
      assert.strictEqual(error.attempts, 1)
    })
  )
})
