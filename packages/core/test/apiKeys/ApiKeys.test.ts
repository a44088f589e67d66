import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Redacted } from "effect"
import { ApiKeys, RetryPolicy } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, failureFrom, getFrom, over, token } from "../support/loopback.js"
import { httpServer, json, onlyRequest } from "../support/server.js"
import { getApiKey, getApiKeyWithSecret, keyId, sampleSecret } from "../support/wire.js"

describe.each(clients)("ApiKeys over $name", (client) => {
  it.scopedLive("gets a key as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, getApiKey)
      })
      const key = yield* getFrom(client, server.baseUrl)
      assert.strictEqual(key.id, keyId)
      assert.strictEqual(key.label, "My API Key")
      assert.deepStrictEqual(key.scopes, ["products.create", "products.read"])
      assert.deepStrictEqual(key.ipAllowList, ["127.0.0.1", "192.168.1.0/24"])
      assert.strictEqual(DateTime.formatIso(key.createdAt), "2025-06-30T15:00:22.000Z")
      const metrics = Option.getOrThrow(key.metrics)
      assert.deepStrictEqual(metrics.totalRequests, Option.some(1250))
      assert.isTrue(Option.isNone(key.secret))
    })
  )

  it.scopedLive("gets the secret of a key where there is one", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, getApiKeyWithSecret)
      })
      const key = yield* getFrom(client, server.baseUrl)
      assert.strictEqual(Redacted.value(Option.getOrThrow(key.secret)), sampleSecret)
    })
  )

  it.scopedLive("sends one GET with token and Accept, below the path of the base URL", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, getApiKey)
      })
      yield* getFrom(client, `${server.baseUrl}/gateway/bitgpt/`, { id: "a key: 100%" })
      const request = onlyRequest(server)
      assert.strictEqual(request.method, "GET")
      assert.strictEqual(request.url, "/gateway/bitgpt/developers/api_keys/a%20key%3A%20100%25")
      assert.strictEqual(request.headers.authorization, `Bearer ${Redacted.value(token)}`)
      assert.strictEqual(request.headers.accept, "application/json")
    })
  )

  it.scopedLive("gets what came around a key with the same single request", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(
          response,
          201,
          { ...getApiKey, status: 201, support_id: "support_1", log: { request_id: "req_1" } },
          { "x-region": "eu" }
        )
      })
      const { envelope, headers, status } = yield* Effect.flatMap(ApiKeys, (apiKeys) =>
        apiKeys.withResponse.get("api_key_1")
      ).pipe(over(client, server))
      assert.lengthOf(server.requests, 1)
      assert.strictEqual(status, 201)
      assert.strictEqual(headers["x-region"], "eu")
      assert.strictEqual(envelope.data.label, "My API Key")
      assert.deepStrictEqual(envelope.supportId, Option.some("support_1"))
      assert.deepStrictEqual(envelope.env, Option.some("development"))
      assert.deepStrictEqual(envelope.message, Option.some("Resource created successfully"))
      assert.deepStrictEqual(envelope.log, Option.some({ request_id: "req_1" }))
    })
  )

  it.scopedLive(
    "takes a body of chunks, with a byte order mark, and whatever its type is called",
    () =>
      Effect.gen(function* () {
        const server = yield* httpServer((_, response) => {
          response.writeHead(200, { "content-type": "text/plain" })
          response.write("\uFEFF")
          response.write(JSON.stringify(getApiKey).slice(0, 100))
          response.end(JSON.stringify(getApiKey).slice(100))
        })
        assert.strictEqual((yield* getFrom(client, server.baseUrl)).label, "My API Key")
      })
  )

  it.scopedLive("sends nothing for an id that is none", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, getApiKey)
      })
      for (const id of ["", "a/b", "a?b", "a#b", "..", "../x", "a\u0000b", "a\r\nb", "\ud800"]) {
        const error = yield* failureFrom(client, server.baseUrl, { id })
        assertTag(error, "ValidationError")
        assert.deepStrictEqual(Object.keys(error.fields), ["id"])
        assert.strictEqual(error.attempts, 0)
        assert.isFalse(error.isRetryable)
        assert.isUndefined(error.status)
      }
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("tries again after an answer that broke off, and after 503", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        if (server.requests.length === 1) {
          response.writeHead(200, { "content-length": 1000 })
          response.write("{", () => response.destroy())
        } else if (server.requests.length === 2) {
          json(response, 503, { status: 503 })
        } else {
          json(response, 200, getApiKey)
        }
      })
      const key = yield* getFrom(client, server.baseUrl).pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: 1 }))
      )
      assert.strictEqual(key.label, "My API Key")
      assert.lengthOf(server.requests, 3)
    })
  )

  it.scopedLive("asks for the token at each attempt", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, server.requests.length < 3 ? 503 : 200, getApiKey)
      })
      let asked = 0
      const accessToken = Effect.sync(() => Redacted.make(`token-${(asked += 1)}`))
      yield* getFrom(client, server.baseUrl, { accessToken }).pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: 1 }))
      )
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers.authorization),
        ["Bearer token-1", "Bearer token-2", "Bearer token-3"]
      )
    })
  )

  it.scopedLive("shares one client between concurrent calls", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        const id = request.url?.split("/").at(-1)
        json(response, 200, { ...getApiKey, data: { ...getApiKey.data, id } })
      })
      const ids = Array.from({ length: 50 }, (_, index) => `api_key_${index}`)
      const keys = yield* Effect.flatMap(ApiKeys, (apiKeys) =>
        Effect.forEach(ids, (id) => apiKeys.get(id), { concurrency: 10 })
      ).pipe(over(client, server))
      assert.deepStrictEqual(
        keys.map((key): string => key.id),
        ids
      )
    })
  )
})
