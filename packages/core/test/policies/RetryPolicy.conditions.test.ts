import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer, Schema, TestClock } from "effect"
import { TimeoutPolicy } from "../../src/index.js"
import { call } from "../../src/internal/resource/describe.js"
import * as Resource from "../../src/internal/resource/resource.js"
import { Reply } from "../../src/testing.js"
import {
  clientOf,
  found,
  getKey,
  lost,
  nextRequestAfter,
  scripted
} from "../support/scriptedServer.js"
import { atOnce, endsAfter, start, withJitter } from "../support/time.js"
import { getApiKey } from "../support/wire.js"

const requestsAfter = (outcome: Reply.Reply) =>
  Effect.gen(function* () {
    const http = scripted(outcome)
    const result = yield* getKey.pipe(
      Effect.provide(clientOf(http)),
      Effect.either,
      withJitter(0),
      atOnce
    )
    return { requests: http.requests.length, result }
  })

const errorAfter = (outcome: Reply.Reply) =>
  Effect.flatMap(requestsAfter(outcome), ({ requests, result }) =>
    Effect.map(Effect.flip(result), (error) => ({ requests, error }))
  )

const expectStatus = (
  status: number,
  expected: { readonly requests: number; readonly isRetryable: boolean }
) =>
  Effect.map(errorAfter(Reply.error(status)), ({ error, requests }) => {
    assert.deepStrictEqual({ requests, isRetryable: error.isRetryable }, expected)
  })

const shouldRetry = (value: string) => ({ "x-should-retry": value })

describe("errors that are retried", () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it.effect(`retries status ${status}`, () =>
      expectStatus(status, { requests: 3, isRetryable: true })
    )
  }

  it.effect("retries when there is no answer", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* errorAfter(lost)
      assert.strictEqual(requests, 3)
      assert.propertyVal(error, "_tag", "TransportError")
    })
  )

  for (const status of [200, 500]) {
    it.effect(`retries when a body with status ${status} breaks off`, () =>
      Effect.gen(function* () {
        const { requests } = yield* errorAfter(
          Reply.breakOff(Reply.json({ status }, { status }), 5)
        )
        assert.strictEqual(requests, 3)
      })
    )
  }

  it.effect("retries an attempt that ran out of time", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.never, Reply.never, found])
      const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(0), start)
      yield* nextRequestAfter(http, "10 seconds")
      yield* nextRequestAfter(http, "10 seconds")
      assert.strictEqual((yield* fiber).label, "My API Key")
    })
  )

  it.effect("retries by the status that the envelope of a 200 names", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* errorAfter(
        Reply.json({ status: 503, data: null, error: "maintenance" })
      )
      assert.strictEqual(requests, 3)
      assert.propertyVal(error, "_tag", "ServerError")
    })
  )
})

describe("errors that are not retried", () => {
  for (const status of [
    301, 302, 400, 401, 402, 403, 404, 406, 409, 410, 422, 501, 505, 507, 520
  ]) {
    it.effect(`does not retry status ${status}`, () =>
      expectStatus(status, { requests: 1, isRetryable: false })
    )
  }

  it.effect("does not retry an answer that can't be decoded", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* errorAfter(Reply.json({ status: 200, data: {} }))
      assert.strictEqual(requests, 1)
      assert.propertyVal(error, "_tag", "DecodeError")
    })
  )

  it.effect("does not ask for a token again that the application did not give", () =>
    Effect.gen(function* () {
      const http = scripted([])
      let asked = 0
      const accessToken = Effect.suspend(() => {
        asked += 1
        return Effect.fail("no token")
      })
      const error = yield* getKey.pipe(
        Effect.provide(clientOf(http, { accessToken })),
        Effect.flip,
        atOnce
      )
      assert.propertyVal(error, "_tag", "AuthenticationError")
      assert.strictEqual(asked, 1)
    })
  )

  it.effect("does not start again when the whole call is out of time", () =>
    Effect.gen(function* () {
      const http = scripted(Reply.never)
      const limits = TimeoutPolicy.layer({ attempt: "1 minute", total: "5 seconds" })
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(limits))
      const fiber = yield* call.pipe(Effect.flip, withJitter(0), start)
      const error = yield* endsAfter(fiber, "5 seconds")
      assert.strictEqual(error.attempts, 1)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(http.requests.length, 1)
    })
  )
})

describe("x-should-retry", () => {
  for (const status of [400, 404, 409, 501]) {
    it.effect(`retries status ${status} when it is true`, () =>
      Effect.gen(function* () {
        const { error, requests } = yield* errorAfter(
          Reply.error(status, { headers: shouldRetry("true") })
        )
        assert.strictEqual(requests, 3)
        assert.isTrue(error.isRetryable)
      })
    )
  }

  for (const status of [408, 429, 500, 503]) {
    it.effect(`does not retry status ${status} when it is false`, () =>
      Effect.gen(function* () {
        const { error, requests } = yield* errorAfter(
          Reply.error(status, { headers: shouldRetry("false") })
        )
        assert.strictEqual(requests, 1)
        assert.isFalse(error.isRetryable)
      })
    )
  }

  it.effect("decides about an answer that can't be decoded too", () =>
    Effect.gen(function* () {
      const { requests } = yield* errorAfter(Reply.json({}, { headers: shouldRetry("true") }))
      assert.strictEqual(requests, 3)
    })
  )

  it.effect("does not repeat a success", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* requestsAfter(
        Reply.json(getApiKey, { headers: shouldRetry("true") })
      )
      assert.strictEqual(requests, 1)
      assert.isTrue(Either.isRight(result))
    })
  )

  it.effect("is not needed: any other value leaves the decision to the status", () =>
    Effect.gen(function* () {
      const unclear = shouldRetry("perhaps")
      assert.strictEqual((yield* errorAfter(Reply.error(503, { headers: unclear }))).requests, 3)
      assert.strictEqual((yield* errorAfter(Reply.error(404, { headers: unclear }))).requests, 1)
    })
  )
})

/** A call of which only the method matters. */
const change = (method: "POST" | "PATCH" | "PUT" | "DELETE") =>
  call({
    method,
    path: "/things/{id}",
    arguments: (id: string) => ({ id }),
    input: Schema.Struct({ id: Schema.String }),
    output: Schema.Unknown
  })

describe("methods", () => {
  class Things extends Resource.Tag("Things")<Things>()({
    PUT: change("PUT"),
    DELETE: change("DELETE"),
    POST: change("POST"),
    PATCH: change("PATCH")
  }) {}

  const requestsWith = (method: "POST" | "PATCH" | "PUT" | "DELETE", outcome: Reply.Reply) =>
    Effect.gen(function* () {
      const http = scripted(outcome)
      const error = yield* Effect.flatMap(Things, (things) => things[method]("thing")).pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "1 second" })),
        Effect.provide(Layer.provide(Things.layer, clientOf(http))),
        Effect.flip,
        withJitter(0),
        start
      )
      yield* TestClock.adjust("10 seconds")
      return {
        requests: http.requests.length,
        error: yield* error,
        method: http.requests[0]?.method
      }
    })

  for (const [name, outcome] of [
    ["status 503", Reply.error(503)],
    ["status 429 with Retry-After", Reply.error(429, { headers: { "retry-after": "0" } })],
    ["status 404 with x-should-retry", Reply.error(404, { headers: shouldRetry("true") })],
    ["a lost connection", lost],
    ["an attempt out of time", Reply.never]
  ] as const) {
    for (const method of ["POST", "PATCH"] as const) {
      it.effect(`does not retry ${method} after ${name}`, () =>
        Effect.gen(function* () {
          const sent = yield* requestsWith(method, outcome)
          assert.strictEqual(sent.method, method)
          assert.strictEqual(sent.requests, 1)
          assert.isFalse(sent.error.isRetryable)
        })
      )
    }

    for (const method of ["PUT", "DELETE"] as const) {
      it.effect(`retries ${method} after ${name}`, () =>
        Effect.gen(function* () {
          const sent = yield* requestsWith(method, outcome)
          assert.strictEqual(sent.method, method)
          assert.strictEqual(sent.requests, 3)
        })
      )
    }
  }
})
