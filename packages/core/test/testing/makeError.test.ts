import { assert, describe, it } from "@effect/vitest"
import { ApiKeys, BitGptError, isBitGptError } from "effect-bitgpt"
import { makeError, Reply } from "effect-bitgpt/testing"
import { type Context, Duration, Effect, Schema, TestClock } from "effect"
import { assertTag } from "../support/assertTag.js"
import { operations } from "../support/operations.js"
import { encodeError, clientWithoutRetries } from "./support.js"

type Tag = BitGptError["_tag"]

const tags: ReadonlyArray<Tag> = BitGptError.members.map((error) => error._tag)

type Call = (apiKeys: Context.Tag.Service<typeof ApiKeys>) => Effect.Effect<unknown, BitGptError>

/** The error of a call of the real client over one reply, without retries. */
const errorOf = (call: Call, reply: Reply.Reply) =>
  Effect.flatMap(ApiKeys, call).pipe(Effect.flip, Effect.provide(clientWithoutRetries([reply])))

const calls = operations.map(({ call, name }): readonly [operation: string, call: Call] => [
  `ApiKeys.${name}`,
  call
])

const assertSame = (made: BitGptError, real: BitGptError) => {
  assert.deepStrictEqual(encodeError(made), encodeError(real))
}

describe("makeError", () => {
  it.each(tags)("%s has defaults and can be encoded", (tag) => {
    const error = makeError(tag)
    assert.strictEqual(error._tag, tag)
    assert.isTrue(isBitGptError(error))
    assertSame(Schema.decodeUnknownSync(BitGptError)(encodeError(error)), error)
    assertSame(makeError(tag), error)
  })

  it.each(tags)("%s takes overrides, and speaks of them", (tag) => {
    const error = makeError(tag, { attempts: 3, operation: "ApiKeys.create", idempotencyKey: "7" })
    assert.strictEqual(error.attempts, 3)
    assert.strictEqual(error.operation, "ApiKeys.create")
    assert.strictEqual(error.method, "POST")
    assert.strictEqual(error.urlTemplate, "/developers/api_keys")
    assert.strictEqual(error.idempotencyKey, "7")
    assert.include(error.message, "ApiKeys.create")
    assert.include(error.message, "3 attempts")
    // A create is not repeated.
    assert.isFalse(error.isRetryable)
    const given = makeError(tag, { message: "as given", isRetryable: true })
    assert.strictEqual(given.message, "as given")
    assert.isTrue(given.isRetryable)
    assert.strictEqual(makeError(tag, { operation: "Shop.buy" }).operation, "Shop.buy")
  })

  it.effect("is an effect that fails with the error", () =>
    Effect.gen(function* () {
      const error = makeError("NotFoundError")
      assert.strictEqual(yield* Effect.flip(error), error)
    })
  )

  const statuses = [
    400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 418, 422, 425, 429, 499, 500, 501, 502, 503,
    504, 505, 507, 520, 599, 300, 301, 302, 304, 399
  ]

  const madeFor = (status: number, operation: string): BitGptError => {
    const said = { serverMessage: "Says so", supportId: "support_1", operation, status }
    switch (status) {
      case 400:
      case 422:
        return makeError("ValidationError", { ...said, fields: { label: "is taken" } })
      case 401:
        return makeError("AuthenticationError", said)
      case 403:
        return makeError("PermissionDeniedError", said)
      case 404:
        return makeError("NotFoundError", said)
      case 429:
        return makeError("RateLimitError", { ...said, retryAfter: Duration.seconds(7) })
    }
    return status >= 500 ? makeError("ServerError", said) : makeError("UnexpectedStatusError", said)
  }

  const realReply = (status: number): Reply.Reply =>
    Reply.error(status, {
      error: "Says so",
      supportId: "support_1",
      ...(status === 400 || status === 422 ? { validator: { label: "is taken" } } : {}),
      ...(status === 429 ? { headers: { "retry-after": "7" } } : {})
    })

  it.effect.each(calls)("is the error of the real client's %s for every status", ([name, call]) =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      for (const status of statuses) {
        assertSame(madeFor(status, name), yield* Effect.flip(call(apiKeys)))
      }
    }).pipe(Effect.provide(clientWithoutRetries(statuses.map(realReply))))
  )

  it.effect("is the error of the real client for an answer of somebody else", () =>
    Effect.gen(function* () {
      const real = yield* errorOf(
        (apiKeys) => apiKeys.get("api_key_1"),
        Reply.text("<h1>Forbidden</h1>", { status: 403 })
      )
      assertSame(
        makeError("PermissionDeniedError", { isFromBitGpt: false, supportId: undefined }),
        real
      )
    })
  )

  it.effect.each(calls)("is the error of the real client's %s without a status", ([name, call]) =>
    Effect.gen(function* () {
      for (const reason of ["ConnectionReset", "ConnectionRefused", "Dns"] as const) {
        const real = yield* errorOf(call, Reply.transportError(reason))
        assertTag(real, "TransportError")
        assertSame(
          makeError("TransportError", { operation: name, reason, cause: real.cause }),
          real
        )
      }
      const fiber = yield* Effect.fork(errorOf(call, Reply.never))
      yield* TestClock.adjust("10 seconds")
      assertSame(makeError("TimeoutError", { operation: name }), yield* fiber)
    })
  )

  it.effect("is the error of the real client for answers that it can't read", () =>
    Effect.gen(function* () {
      const real = (reply: Reply.Reply) => errorOf((apiKeys) => apiKeys.get("api_key_1"), reply)
      assertSame(makeError("DecodeError", { reason: "InvalidJson" }), yield* real(Reply.text("{")))
      assertSame(makeError("DecodeError", { reason: "EmptyBody" }), yield* real(Reply.empty()))
      const missing = yield* real(Reply.json({ status: 200 }))
      assertTag(missing, "DecodeError")
      assertSame(makeError("DecodeError", { path: "data", message: missing.message }), missing)
    })
  )

  it.effect("is the error of the real client for what it refuses itself", () =>
    Effect.gen(function* () {
      assertSame(
        makeError("ValidationError", {
          operation: "ApiKeys.create",
          status: undefined,
          fields: { label: "must not be empty" }
        }),
        yield* errorOf((apiKeys) => apiKeys.create({ label: "" }), Reply.never)
      )
      const unsent = makeError("AuthenticationError", { status: undefined })
      assert.strictEqual(unsent.attempts, 0)
      assert.isUndefined(unsent.status)
      assert.include(unsent.message, "This attempt was not sent.")
    })
  )

  it("refuses a status that belongs to another tag", () => {
    assert.throws(() => makeError("ServerError", { status: 404 }), /that is NotFoundError/)
    assert.throws(() => makeError("ValidationError", { status: 500 }), /that is ServerError/)
    assert.throws(() => makeError("AuthenticationError", { status: 403 }), /PermissionDenied/)
  })

  it("keeps a limit's duration and its name together", () => {
    const total = makeError("TimeoutError", { limit: "total" })
    assert.strictEqual(Duration.toSeconds(total.duration), 60)
    assert.include(total.message, "1m")
    assert.strictEqual(Duration.toSeconds(makeError("TimeoutError").duration), 10)
  })

  it("tells something where BitGPT would", () => {
    assert.match(makeError("ServerError").supportId ?? "", /^support_[0-9a-f-]{36}$/)
    assert.strictEqual(makeError("DecodeError").path, "data.label")
    assert.isUndefined(makeError("DecodeError", { reason: "EmptyBody" }).path)
    assert.deepStrictEqual(makeError("RateLimitError").retryAfter, Duration.seconds(30))
  })
})
