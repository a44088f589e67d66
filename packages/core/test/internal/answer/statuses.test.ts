import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { type BitGptError, isBitGptError } from "../../../src/index.js"
import { clients, failureFrom, getFrom } from "../../support/loopback.js"
import { httpServer, json } from "../../support/server.js"
import { getApiKey, permissionDenied } from "../../support/wire.js"

const tags: ReadonlyArray<readonly [status: number, tag: BitGptError["_tag"], retryable: boolean]> =
  [
    [301, "UnexpectedStatusError", false],
    [302, "UnexpectedStatusError", false],
    [304, "UnexpectedStatusError", false],
    [307, "UnexpectedStatusError", false],
    [400, "ValidationError", false],
    [401, "AuthenticationError", false],
    [402, "UnexpectedStatusError", false],
    [403, "PermissionDeniedError", false],
    [404, "NotFoundError", false],
    [406, "UnexpectedStatusError", false],
    [408, "UnexpectedStatusError", true],
    [409, "UnexpectedStatusError", false],
    [418, "UnexpectedStatusError", false],
    [422, "ValidationError", false],
    [425, "UnexpectedStatusError", true],
    [429, "RateLimitError", true],
    [500, "ServerError", true],
    [501, "ServerError", false],
    [502, "ServerError", true],
    [503, "ServerError", true],
    [504, "ServerError", true],
    [599, "ServerError", false]
  ]

describe.each(clients)("statuses over $name", (client) => {
  it.scopedLive.each(tags)("%i is a %s", ([status, tag, retryable]) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, status, { status, error: "What went wrong", support_id: "support_1" })
      })
      const error = yield* failureFrom(client, server.baseUrl)
      assert.isTrue(isBitGptError(error))
      assert.strictEqual(error._tag, tag)
      assert.strictEqual(error.operation, "ApiKeys.get")
      assert.strictEqual(error.method, "GET")
      assert.strictEqual(error.urlTemplate, "/developers/api_keys/{id}")
      assert.strictEqual(error.attempts, 1)
      assert.strictEqual(error.isRetryable, retryable)
      if (!("serverMessage" in error)) return assert.fail("not an answer")
      assert.strictEqual(error.status, status)
      // 304 has no body, whatever a server says.
      if (status === 304) return
      assert.strictEqual(error.serverMessage, "What went wrong")
      assert.strictEqual(error.supportId, "support_1")
      assert.include(error.message, "What went wrong")
      assert.include(error.message, "support_1")
    })
  )

  it.scopedLive("the documented error body is read", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 403, permissionDenied)
      })
      const error = yield* failureFrom(client, server.baseUrl)
      if (error._tag !== "PermissionDeniedError") return assert.fail(error._tag)
      assert.strictEqual(error.serverMessage, permissionDenied.error)
      assert.strictEqual(error.supportId, permissionDenied.support_id)
    })
  )

  it.scopedLive.each([400, 422])("what is wrong with which field is kept, status %i", (status) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, status, {
          status,
          error: "Invalid",
          validator: {
            email: "Invalid email address",
            password: ["Password is required", "Password is too short"],
            address: { city: "City is required", lines: [{ text: "Too long" }] }
          }
        })
      })
      const error = yield* failureFrom(client, server.baseUrl)
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.deepStrictEqual(error.fields, {
        email: "Invalid email address",
        password: "Password is required; Password is too short",
        "address.city": "City is required",
        "address.lines[0].text": "Too long"
      })
    })
  )

  it.scopedLive("a page of the edge network is the error of its status", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        response.writeHead(request.url?.endsWith("busy") === true ? 429 : 502, {
          "content-type": "text/html",
          "retry-after": "7"
        })
        response.end("<html><body><h1>Please wait</h1></body></html>")
      })
      const bad = yield* failureFrom(client, server.baseUrl)
      assert.strictEqual(bad._tag, "ServerError")
      const busy = yield* failureFrom(client, server.baseUrl, { id: "busy" })
      if (busy._tag !== "RateLimitError") return assert.fail(busy._tag)
      assert.strictEqual(Duration.toMillis(busy.retryAfter ?? 0), 7000)
      assert.isUndefined(busy.serverMessage)
    })
  )

  it.scopedLive("an error whose body breaks off is the error of its status", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        response.writeHead(404, { "content-length": 1000 })
        response.write("{", () => response.destroy())
      })
      assert.strictEqual((yield* failureFrom(client, server.baseUrl))._tag, "NotFoundError")
    })
  )

  it.scopedLive("the time to come back is read from the date and from the body", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        if (request.url?.endsWith("date") === true) {
          json(
            response,
            429,
            {},
            {
              date: "Sun, 06 Nov 1994 08:49:37 GMT",
              "retry-after": "Sun, 06 Nov 1994 08:50:37 GMT"
            }
          )
        } else {
          json(response, 429, { status: 429, retry_after: 3 })
        }
      })
      for (const [id, millis] of [
        ["date", 60_000],
        ["body", 3000]
      ] as const) {
        const error = yield* failureFrom(client, server.baseUrl, { id })
        if (error._tag !== "RateLimitError") return assert.fail(error._tag)
        assert.strictEqual(Duration.toMillis(error.retryAfter ?? 0), millis)
      }
    })
  )

  it.scopedLive("no redirect is followed, to the same origin or to another", () =>
    Effect.gen(function* () {
      const other = yield* httpServer((_, response) => {
        json(response, 200, getApiKey)
      })
      for (const status of [301, 302, 303, 307, 308]) {
        for (const location of ["/elsewhere", other.baseUrl]) {
          const server = yield* httpServer((_, response) => {
            response.writeHead(status, { location })
            response.end()
          })
          const error = yield* failureFrom(client, server.baseUrl)
          if (error._tag !== "UnexpectedStatusError") return assert.fail(error._tag)
          assert.strictEqual(error.status, status)
          assert.lengthOf(server.requests, 1)
        }
      }
      assert.lengthOf(other.requests, 0)
    })
  )

  // The Fetch standard lets fetch send it again on another connection (HTTP-network-or-cache fetch).
  it.scopedLive("421 is one attempt, and only fetch itself may send it twice", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 421, {})
      })
      const error = yield* Effect.flip(getFrom(client, server.baseUrl))
      assert.strictEqual(error.attempts, 1)
      assert.isAtMost(server.requests.length, client.name.endsWith("fetch") ? 2 : 1)
    })
  )

  it.scopedLive("a success whose envelope says error is the error of the envelope's status", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, { status: 404, data: null, error: "Not found", support_id: "s1" })
      })
      const error = yield* failureFrom(client, server.baseUrl)
      if (error._tag !== "NotFoundError") return assert.fail(error._tag)
      assert.strictEqual(error.status, 404)
      assert.strictEqual(error.supportId, "s1")
    })
  )
})
