import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Redacted } from "effect"
import { type ApiKeyInput, RetryPolicy } from "../../src/index.js"
import { callTo, clients } from "../support/loopback.js"
import { httpServer, json, onlyRequest } from "../support/server.js"
import { createApiKey, createdSecret, keyId } from "../support/wire.js"
import { assertRestricted } from "./assertRestricted.js"

const complete: ApiKeyInput = {
  label: "Kasse ü 🗝",
  description: "For the shop",
  scopes: ["products.create", "products.read"],
  ipAllowList: ["127.0.0.1", "192.0.2.0/24", "2001:db8::/32"],
  expiresAt: DateTime.unsafeMake("2026-05-30T20:23:16Z")
}

const serverWith = (data: unknown, status = 200) =>
  httpServer((_, response) => {
    json(response, status, { ...createApiKey, status, data })
  })

describe.each(clients)("ApiKeys.create over $name", (client) => {
  it.scopedLive("creates a key as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createApiKey.data)
      const key = yield* callTo(client, server.baseUrl, (_) => _.create(complete))
      assert.strictEqual(key.id, keyId)
      assert.strictEqual(Redacted.value(key.secret), createdSecret)
      assertRestricted(key)
    })
  )

  it.scopedLive("sends one POST of JSON, in the wire's own names", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createApiKey.data)
      yield* callTo(client, `${server.baseUrl}/gateway`, (_) => _.create(complete))
      const request = onlyRequest(server)
      assert.strictEqual(request.method, "POST")
      assert.strictEqual(request.url, "/gateway/developers/api_keys")
      assert.strictEqual(request.headers["content-type"], "application/json")
      assert.strictEqual(request.headers.accept, "application/json")
      assert.strictEqual(
        request.headers["content-length"],
        String(new TextEncoder().encode(request.body).byteLength)
      )
      assert.isUndefined(request.headers["idempotency-key"])
      assert.deepStrictEqual(JSON.parse(request.body), {
        label: "Kasse ü 🗝",
        description: "For the shop",
        scopes: ["products.create", "products.read"],
        ip_allow_list: ["127.0.0.1", "192.0.2.0/24", "2001:db8::/32"],
        expires_at: "2026-05-30 20:23:16"
      })
      return undefined
    })
  )

  it.scopedLive("sends nothing of what is left out", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createApiKey.data)
      yield* callTo(client, server.baseUrl, (_) =>
        _.create({ label: "a", description: undefined, expiresAt: undefined })
      )
      assert.deepStrictEqual(server.requests[0]?.body, '{"label":"a"}')
    })
  )

  it.scopedLive("tells what came around the key", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createApiKey.data, 201)
      const answer = yield* callTo(client, server.baseUrl, (_) => _.withResponse.create(complete))
      assert.strictEqual(answer.status, 201)
      assert.strictEqual(Redacted.value(answer.envelope.data.secret), createdSecret)
      assert.deepStrictEqual(answer.envelope.message, Option.some("Resource created successfully"))
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("keeps the secret whatever else of the key is odd", () =>
    Effect.gen(function* () {
      const { id, secret } = createApiKey.data
      const others = ["scopes", "ip_allow_list", "expires_at", "created_at", "updated_at"]
      for (const odd of [undefined, null, 7, "soon", {}, [1], [null]]) {
        const server = yield* serverWith({
          id,
          secret,
          ...Object.fromEntries(others.map((name) => [name, odd]))
        })
        const key = yield* callTo(client, server.baseUrl, (_) => _.create(complete))
        assert.strictEqual(Redacted.value(key.secret), createdSecret)
        assert.isTrue(Option.isNone(key.scopes))
        assert.isTrue(Option.isNone(key.ipAllowList))
        assert.isTrue(Option.isNone(key.expiresAt))
        assert.isTrue(Option.isNone(key.createdAt))
        assert.isTrue(Option.isNone(key.updatedAt))
      }
    })
  )

  it.scopedLive("doesn't pass for success without an id or a secret", () =>
    Effect.gen(function* () {
      const { id, secret } = createApiKey.data
      const cases: ReadonlyArray<readonly [data: unknown, path: string]> = [
        [null, "data"],
        [[], "data"],
        [{ secret }, "data.id"],
        [{ id: null, secret }, "data.id"],
        [{ id }, "data.secret"],
        [{ id, secret: null }, "data.secret"],
        [{ id, secret: 7 }, "data.secret"]
      ]
      for (const [data, path] of cases) {
        const server = yield* serverWith(data)
        const error = yield* callTo(client, server.baseUrl, (_) => _.create(complete)).pipe(
          Effect.flip
        )
        const facts = { path, mayHaveTakenEffect: true, isRetryable: false }
        assert.deepInclude(error, { _tag: "DecodeError", ...facts })
        assert.lengthOf(server.requests, 1)
      }
    })
  )

  it.scopedLive("is sent once, whatever becomes of it and however eager the policy", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        if (request.url?.startsWith("/reset") === true) request.socket.destroy()
        else if (request.url?.startsWith("/cut") === true) {
          response.writeHead(200, { "content-length": 1000 })
          response.write("{", () => response.destroy())
        } else json(response, 503, { status: 503 }, { "x-should-retry": "true" })
      })
      for (const path of ["/reset", "/cut", "/busy"]) {
        const before = server.requests.length
        const error = yield* callTo(client, server.baseUrl + path, (_) => _.create(complete)).pipe(
          Effect.provide(RetryPolicy.layer({ maxRetries: 5, baseDelay: 1 })),
          Effect.flip
        )
        assert.strictEqual(server.requests.length - before, 1, path)
        assert.isTrue(error.mayHaveTakenEffect, path)
        assert.isFalse(error.isRetryable, path)
        assert.include(error.message, "may have taken effect")
      }
    })
  )

  it.scopedLive("says of every field at once what is wrong, and sends nothing", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createApiKey.data)
      const error = yield* callTo(client, server.baseUrl, (_) =>
        _.create({
          label: "",
          scopes: ["products.read", ""],
          ipAllowList: ["127.0.0.1", "somewhere", "10.0.0.0/33"]
        })
      ).pipe(Effect.flip)
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.sameMembers(Object.keys(error.fields), [
        "label",
        "scopes[1]",
        "ipAllowList[1]",
        "ipAllowList[2]"
      ])
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("may be tried again where nobody listens", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Effect.scoped(httpServer(() => undefined))
      const error = yield* callTo(client, baseUrl, (_) => _.create(complete)).pipe(
        Effect.provide(RetryPolicy.layer({ maxRetries: 3, baseDelay: 1 })),
        Effect.flip
      )
      assert.strictEqual(error._tag, "TransportError")
      assert.strictEqual(error.attempts, 4)
      assert.isTrue(error.isRetryable)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )
})
