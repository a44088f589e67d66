import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { RetryPolicy } from "../../src/index.js"
import { callTo, clients } from "../support/loopback.js"
import { httpServer, json, onlyRequest } from "../support/server.js"
import { createdSecret, updateApiKey } from "../support/wire.js"

const changes = { label: "Checkout", description: "Of the shop" }

describe.each(clients)("ApiKeys.update over $name", (client) => {
  it.scopedLive("sends one PUT of JSON, with the id in its path alone", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, updateApiKey)
      })
      const result = yield* callTo(client, `${server.baseUrl}/gateway`, (_) =>
        _.update("a key: 100%", changes)
      )
      assert.isUndefined(result)
      const request = onlyRequest(server)
      assert.strictEqual(request.method, "PUT")
      assert.strictEqual(request.url, "/gateway/developers/api_keys/a%20key%3A%20100%25")
      assert.strictEqual(request.headers["content-type"], "application/json")
      assert.deepStrictEqual(JSON.parse(request.body), changes)
      return undefined
    })
  )

  it.scopedLive("sends no description where there is none", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, updateApiKey)
      })
      yield* callTo(client, server.baseUrl, (_) => _.update("a", { label: "Checkout" }))
      assert.strictEqual(server.requests[0]?.body, '{"label":"Checkout"}')
    })
  )

  it.scopedLive("takes whatever comes as data, and gives nothing of it", () =>
    Effect.gen(function* () {
      const secret = { secret: createdSecret }
      for (const data of [
        undefined,
        null,
        { id: "123" },
        secret,
        [],
        [secret],
        "updated",
        7,
        true
      ]) {
        const server = yield* httpServer((_, response) => {
          json(response, 200, { ...updateApiKey, data })
        })
        const answer = yield* callTo(client, server.baseUrl, (_) =>
          _.withResponse.update("a", changes)
        )
        assert.isUndefined(answer.envelope.data)
        assert.deepStrictEqual(answer.envelope.message, Option.some("API key updated"))
        assert.notInclude(JSON.stringify(answer), createdSecret)
      }
    })
  )

  it.scopedLive("sees an error in an answer that says success", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, { status: 404, error: "No such key", support_id: "support_1" })
      })
      const error = yield* callTo(client, server.baseUrl, (_) => _.update("a", changes)).pipe(
        Effect.flip
      )
      assert.strictEqual(error._tag, "NotFoundError")
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )

  it.scopedLive("tries again, for it does the same each time", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        if (server.requests.length === 1) request.socket.destroy()
        else json(response, server.requests.length === 2 ? 503 : 200, updateApiKey)
      })
      yield* callTo(client, server.baseUrl, (_) => _.update("a", changes)).pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: 1 }))
      )
      assert.deepStrictEqual(
        server.requests.map(({ body, method }) => `${method} ${body}`),
        Array.from({ length: 3 }, () => `PUT ${JSON.stringify(changes)}`)
      )
    })
  )
})
