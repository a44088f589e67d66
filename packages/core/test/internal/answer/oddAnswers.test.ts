import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Redacted } from "effect"
import { RetryPolicy, TimeoutPolicy } from "../../../src/index.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, failureFrom } from "../../support/loopback.js"
import { httpServer, json } from "../../support/server.js"
import { createApiKey, createdSecret } from "../../support/wire.js"

describe.each(clients)("a status in the envelope over $name", (client) => {
  const creating = (body: unknown) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 201, body)
      })
      return yield* callTo(client, server.baseUrl, (_) => _.create({ label: "Shop" }))
    })

  it.scopedLive("that can't be read costs no secret", () =>
    Effect.gen(function* () {
      for (const status of ["201", "success", undefined, null, true, 200.5, {}, 0, 1, 1000]) {
        const key = yield* creating({ ...createApiKey, status })
        assert.strictEqual(Redacted.value(key.secret), createdSecret)
      }
    })
  )

  it.scopedLive("that says error is that error", () =>
    Effect.gen(function* () {
      assertTag(yield* Effect.flip(creating({ ...createApiKey, status: 500 })), "ServerError")
      const said = yield* Effect.flip(creating({ ...createApiKey, status: "201", error: "no" }))
      assertTag(said, "UnexpectedStatusError")
    })
  )
})

describe.each(clients)("an update over $name", (client) => {
  it.scopedLive("takes every success, whatever its body is", () =>
    Effect.gen(function* () {
      const bodies = ["", "OK", "<html></html>", "[]", "null", "{", '{"data":null}', "\ufffd"]
      const server = yield* httpServer((_, response) => {
        const body = bodies[server.requests.length - 2]
        response.writeHead(body === undefined ? 204 : 202)
        response.end(body)
      })
      for (let calls = 0; calls <= bodies.length; calls += 1) {
        yield* callTo(client, server.baseUrl, (_) => _.update("a", { label: "Shop" }))
      }
      assert.lengthOf(server.requests, bodies.length + 1)
    })
  )
})

describe.concurrent.each(clients)("a refusal whose body stalls over $name", (client) => {
  const stalling = (status: number) =>
    httpServer((_, response) => {
      response.writeHead(status, { "content-type": "application/json", "retry-after": "7" })
      response.write('{"status":')
    })
  const creating = (baseUrl: string) =>
    callTo(client, baseUrl, (_) => _.create({ label: "Shop" })).pipe(
      Effect.provide(RetryPolicy.none),
      Effect.flip
    )

  it.scopedLive.each([
    [403, "PermissionDeniedError"],
    [429, "RateLimitError"]
  ] as const)("is what its status %i says, when its time is over", ([status, tag]) =>
    Effect.gen(function* () {
      const { baseUrl } = yield* stalling(status)
      const error = yield* creating(baseUrl).pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "1500 millis" }))
      )
      assertTag(error, tag)
      assert.strictEqual(error.status, status)
      assert.strictEqual(Duration.toMillis(error.retryAfter ?? 0), 7000)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )

  it.scopedLive("is waited for for a short while only", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* stalling(403)
      const [elapsed, error] = yield* Effect.timed(creating(baseUrl))
      assertTag(error, "PermissionDeniedError")
      assert.isFalse(error.isFromBitGpt)
      assert.isBelow(Duration.toMillis(elapsed), 6000)
    })
  )
})

describe.each(clients)("an answer that is not BitGPT's over $name", (client) => {
  it.scopedLive.each([
    [401, "AuthenticationError"],
    [403, "PermissionDeniedError"],
    [404, "NotFoundError"],
    [422, "ValidationError"]
  ] as const)("is told as that: %i", ([status, tag]) =>
    Effect.gen(function* () {
      const bodies = ["<html><h1>Just a moment</h1></html>", '{"message":"no route"}', ""]
      const server = yield* httpServer((_, response) => {
        response.writeHead(status, { "content-type": "text/html" })
        response.end(bodies[server.requests.length - 1])
      })
      for (const error of yield* Effect.replicateEffect(
        failureFrom(client, server.baseUrl),
        bodies.length
      )) {
        assertTag(error, tag)
        assert.isFalse(error.isFromBitGpt)
        assert.include(error.message, "did not come from BitGPT")
        assert.notMatch(error.message, /token is valid|no such resource|BitGPT (?:says|refuses)/)
      }
      const own = yield* httpServer((_, response) => {
        json(response, status, { status, error: "no", support_id: null })
      })
      const error = yield* failureFrom(client, own.baseUrl)
      assertTag(error, tag)
      assert.isTrue(error.isFromBitGpt)
      assert.include(error.message, "BitGPT says: no")
    })
  )
})

describe.each(clients)("Retry-After over $name", (client) => {
  const now = Date.UTC(1994, 10, 6, 8, 49, 37)
  const forms: ReadonlyArray<readonly [value: string | ReadonlyArray<string>, seconds: number]> = [
    [["1", "1"], 1],
    ["5, 2", 5],
    ["1, 5", 5],
    ["soon, 2", 2],
    ["Sun, 06 Nov 1994 08:50:37 GMT, 7", 60],
    ["1, Sun, 06 Nov 1994 08:50:37 GMT", 60],
    // node:http keeps the first of several headers.
    ...(client.name === "node:http"
      ? []
      : ([
          [["1", "5"], 5],
          [["Sun, 06 Nov 1994 08:50:37 GMT", "7"], 60],
          [["soon", "2"], 2]
        ] as const)),
    ["+1", 1],
    ["1s", 1],
    ["2 seconds", 2],
    ["1sec", 1],
    ["1.5", 1.5],
    [" 3 ", 3],
    ["1994-11-06T08:50:37Z", 60],
    ["1994-11-06 08:50:37", 60],
    ["sun, 06 nov 1994 08:50:37 gmt", 60]
  ]

  it.scopedLive("is read in every form that servers write", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        const [value = ""] = forms[server.requests.length - 1] ?? []
        response.setHeader("retry-after", value)
        json(response, 429, {}, { date: new Date(now).toUTCString() })
      })
      for (const [value, seconds] of forms) {
        const error = yield* failureFrom(client, server.baseUrl)
        assertTag(error, "RateLimitError")
        assert.strictEqual(
          error.retryAfter === undefined ? undefined : Duration.toSeconds(error.retryAfter),
          seconds,
          String(value)
        )
      }
    })
  )

  it.scopedLive("counts as not there where it can't be read", () =>
    Effect.gen(function* () {
      const values = ["soon", "-1", "1m", "", "0x10", "1e3"]
      const server = yield* httpServer((_, response) => {
        json(response, 429, {}, { "retry-after": values[server.requests.length - 1] ?? "" })
      })
      for (const value of values) {
        const error = yield* failureFrom(client, server.baseUrl)
        assertTag(error, "RateLimitError")
        assert.isUndefined(error.retryAfter, value)
      }
    })
  )
})
