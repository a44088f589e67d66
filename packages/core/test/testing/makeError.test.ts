import { assert, describe, it } from "@effect/vitest"
import {
  ApiKey,
  ApiKeys,
  type ApiKeysService,
  ApiKeySummary,
  BitGptError,
  CreatedApiKey,
  Envelope,
  type EnvelopeInfo,
  ErrorEnvelope,
  isBitGptError
} from "effect-bitgpt"
import * as Testing from "effect-bitgpt/testing"
import { Duration, Effect, FastCheck, Option, Redacted, Schema, TestClock } from "effect"
import { getApiKey } from "../support/wire.js"
import { encodeError, isSameKey, onceOver } from "./support.js"

const { Reply } = Testing

const everyError = {
  AuthenticationError: Testing.makeAuthenticationError,
  PermissionDeniedError: Testing.makePermissionDeniedError,
  NotFoundError: Testing.makeNotFoundError,
  ValidationError: Testing.makeValidationError,
  RateLimitError: Testing.makeRateLimitError,
  ServerError: Testing.makeServerError,
  UnexpectedStatusError: Testing.makeUnexpectedStatusError,
  TransportError: Testing.makeTransportError,
  TimeoutError: Testing.makeTimeoutError,
  DecodeError: Testing.makeDecodeError
} satisfies { readonly [Tag in BitGptError["_tag"]]: () => Extract<BitGptError, { _tag: Tag }> }

type Call = (apiKeys: ApiKeysService) => Effect.Effect<unknown, BitGptError>

/** The error of a call of the real client over one reply, without retries. */
const errorOf = (call: Call, reply: Testing.Reply.Reply) =>
  Effect.flatMap(ApiKeys, call).pipe(Effect.flip, Effect.provide(onceOver([reply])))

const realError = (reply: Testing.Reply.Reply, id = "api_key_1") =>
  errorOf((apiKeys) => apiKeys.get(id), reply)

const calls: ReadonlyArray<readonly [operation: string, call: Call]> = [
  ["ApiKeys.get", (apiKeys) => apiKeys.get("api_key_1")],
  ["ApiKeys.list", (apiKeys) => apiKeys.list()],
  ["ApiKeys.create", (apiKeys) => apiKeys.create({ label: "Checkout" })],
  ["ApiKeys.update", (apiKeys) => apiKeys.update("api_key_1", { label: "Checkout" })]
]

const assertSame = (made: BitGptError, real: BitGptError) => {
  assert.deepStrictEqual(encodeError(made), encodeError(real))
}

describe("error builders", () => {
  it.each(Object.entries(everyError))("%s has defaults and can be encoded", (tag, make) => {
    const error = make()
    assert.strictEqual(error._tag, tag)
    assert.isTrue(isBitGptError(error))
    assertSame(Schema.decodeUnknownSync(BitGptError)(encodeError(error)), error)
  })

  it.each(Object.entries(everyError))("%s takes overrides, and speaks of them", (_, make) => {
    const error = make({ attempts: 3, operation: "Invoices.create" })
    assert.strictEqual(error.attempts, 3)
    assert.strictEqual(error.operation, "Invoices.create")
    assert.include(error.message, "Invoices.create")
    assert.include(error.message, "3 attempts")
    const given = make({ message: "as given", isRetryable: true })
    assert.strictEqual(given.message, "as given")
    assert.isTrue(given.isRetryable)
    assert.isFalse(make({ method: "POST" }).isRetryable)
  })

  const says = { error: "Says so", supportId: "support_1" }
  const madeForStatus = (status: number, operation: string): BitGptError => {
    const said = { serverMessage: "Says so", supportId: "support_1", operation }
    switch (status) {
      case 400:
      case 422:
        return Testing.makeValidationError({ ...said, status, fields: {} })
      case 401:
        return Testing.makeAuthenticationError(said)
      case 403:
        return Testing.makePermissionDeniedError(said)
      case 404:
        return Testing.makeNotFoundError(said)
      case 429:
        return Testing.makeRateLimitError({ ...said, retryAfter: undefined })
    }
    return status >= 500
      ? Testing.makeServerError({ ...said, status })
      : Testing.makeUnexpectedStatusError({ ...said, status })
  }

  const statuses = Array.from({ length: 300 }, (_, index) => 300 + index)

  it.effect.each(calls)(
    "are the errors of the real client's %s for every status",
    ([name, call]) =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        for (const status of statuses) {
          assertSame(madeForStatus(status, name), yield* Effect.flip(call(apiKeys)))
        }
      }).pipe(Effect.provide(onceOver(statuses.map((status) => Reply.error(status, says))))),
    30_000
  )

  it.effect.each(calls)("are the errors of the real client's %s without a status", ([name, call]) =>
    Effect.gen(function* () {
      for (const reason of ["ConnectionReset", "ConnectionRefused"] as const) {
        const real = yield* errorOf(call, Reply.transportError(reason))
        if (real._tag !== "TransportError") return assert.fail(real._tag)
        assertSame(Testing.makeTransportError({ operation: name, reason, cause: real.cause }), real)
      }
      const fiber = yield* Effect.fork(errorOf(call, Reply.never))
      yield* TestClock.adjust("10 seconds")
      assertSame(Testing.makeTimeoutError({ operation: name }), yield* fiber)
      assertSame(
        Testing.makeDecodeError({ operation: name, reason: "InvalidJson" }),
        yield* errorOf(call, Reply.text("{"))
      )
      return undefined
    })
  )

  it.effect("are the errors of the real client for input that it refuses", () =>
    Effect.gen(function* () {
      assertSame(
        Testing.makeValidationError({
          operation: "ApiKeys.create",
          status: undefined,
          fields: { label: "must not be empty" }
        }),
        yield* errorOf((apiKeys) => apiKeys.create({ label: "" }), Reply.never)
      )
    })
  )

  it.effect("are the errors of the real client for a missing answer", () =>
    Effect.gen(function* () {
      const reset = yield* realError(Reply.transportError("ConnectionReset"))
      if (reset._tag !== "TransportError") return assert.fail(reset._tag)
      assertSame(Testing.makeTransportError({ cause: reset.cause }), reset)
      const fiber = yield* Effect.fork(realError(Reply.never))
      yield* TestClock.adjust("10 seconds")
      assertSame(Testing.makeTimeoutError(), yield* fiber)
    })
  )

  it.effect("are the errors of the real client for what it refuses itself", () =>
    Effect.gen(function* () {
      const refused = yield* realError(Reply.never, "")
      assertSame(
        Testing.makeValidationError({ status: undefined, fields: { id: "must not be empty" } }),
        refused
      )
      assert.strictEqual(Testing.makeAuthenticationError({ status: undefined }).attempts, 0)
    })
  )

  it.effect("are the errors of the real client for answers it can't read", () =>
    Effect.gen(function* () {
      assertSame(
        Testing.makeDecodeError({ path: "data" }),
        yield* realError(Reply.json({ status: 200 }))
      )
      assertSame(
        Testing.makeDecodeError({ reason: "InvalidJson" }),
        yield* realError(Reply.text("{"))
      )
    })
  )

  it("refuse a status that belongs to another class", () => {
    assert.throws(() => Testing.makeServerError({ status: 404 }), /that is NotFoundError/)
    assert.throws(() => Testing.makeValidationError({ status: 500 }), /that is ServerError/)
    assert.throws(() => Testing.makeAuthenticationError({ status: 403 }), /PermissionDenied/)
  })

  it("keep a limit's duration and its name together", () => {
    const total = Testing.makeTimeoutError({ limit: "total" })
    assert.strictEqual(Duration.toSeconds(total.duration), 60)
    assert.include(total.message, "1m")
  })
})

describe("what is left out", () => {
  const printed = getApiKey.data

  it("of a key is like the documented one", () => {
    assert.deepStrictEqual(Schema.encodeSync(ApiKey)(Testing.makeApiKey()), {
      id: printed.id,
      label: printed.label,
      scopes: ["products.read"],
      ip_allow_list: [],
      created_at: printed.created_at,
      expires_at: null,
      updated_at: null
    })
  })

  it("of a key in a list is like the documented one", () => {
    const { secret, ...others } = Schema.encodeSync(ApiKeySummary)(Testing.makeApiKeySummary())
    assert.deepStrictEqual(others, {
      id: printed.id,
      scopes: ["products.read"],
      ip_allow_list: [],
      created_at: printed.created_at,
      expires_at: null,
      updated_at: null
    })
    assert.match(secret ?? "", /^sk_test_\w{12}\.\.\.\w{5}$/)
  })

  it("of a new key is like the documented one, but for a secret that opens nothing", () => {
    const { secret, ...others } = Schema.encodeSync(CreatedApiKey)(Testing.makeCreatedApiKey())
    assert.deepStrictEqual(others, {
      id: printed.id,
      scopes: ["products.read"],
      ip_allow_list: [],
      created_at: printed.created_at,
      expires_at: null,
      updated_at: null
    })
    assert.match(secret, /^sk_test_0{58}$/)
  })

  it("of an answer is like the documented one, with a support id", () => {
    const { envelope, headers, status } = Testing.makeApiResponse("data")
    assert.strictEqual(status, 200)
    assert.deepStrictEqual({ ...headers }, { "content-type": "application/json" })
    const { supportId, ...others } = envelope
    assert.deepStrictEqual(Option.getOrThrow(others.message), getApiKey.message)
    assert.deepStrictEqual(Option.getOrThrow(others.env), getApiKey.env)
    assert.match(Option.getOrThrow(supportId), /^support_[0-9a-f-]{36}$/)
    assert.strictEqual(others.status, 200)
    assert.strictEqual(others.data, "data")
    assert.isTrue([others.error, others.log, others.validator].every(Option.isNone))
  })

  it("of an error tells something where BitGPT would", () => {
    assert.match(Testing.makeServerError().supportId ?? "", /^support_[0-9a-f-]{36}$/)
    assert.deepStrictEqual(Object.keys(Testing.makeValidationError().fields), ["id"])
    assert.include(Testing.makeValidationError().message, "id: is invalid")
    assert.strictEqual(Testing.makeDecodeError().path, "data.label")
    assert.isUndefined(Testing.makeDecodeError({ reason: "EmptyBody" }).path)
    assert.include(
      Testing.makeAuthenticationError({ status: undefined }).message,
      "The access token could not be had. This attempt was not sent."
    )
  })

  it("of an error counts as not to be repeated where the method is unknown", () => {
    assert.isFalse(Testing.makeServerError({ method: "BREW" }).isRetryable)
    assert.isTrue(Testing.makeServerError({ method: "BREW" }).mayHaveTakenEffect)
  })
})

describe("makeApiKey and makeApiResponse", () => {
  it("make the same key each time, and take overrides", () => {
    assert.isTrue(isSameKey(Testing.makeApiKey(), Testing.makeApiKey()))
    const key = Testing.makeApiKey({ id: "api_key_1", description: Option.some("Shop") })
    assert.strictEqual(key.id, "api_key_1")
    assert.deepStrictEqual(key.description, Option.some("Shop"))
    assert.throws(() => Testing.makeApiKey({ id: "a/b" }), /must not contain/)
  })

  it.effect("makeApiResponse is what the real client gives for Reply.apiKey", () =>
    Effect.gen(function* () {
      const key = Testing.makeApiKey()
      const overrides = {
        status: 201,
        headers: { "X-Id": "7" },
        envelope: { log: Option.some("x") }
      }
      const made = Testing.makeApiResponse(key, overrides)
      const apiKeys = yield* ApiKeys.pipe(Effect.provide(onceOver([Reply.apiKey(key, overrides)])))
      const real = yield* apiKeys.getResponse(key.id)
      assert.strictEqual(made.status, 201)
      assert.strictEqual(real.status, 201)
      assert.deepStrictEqual(made.envelope, real.envelope)
      for (const name of ["content-type", "x-id"]) {
        assert.isDefined(made.headers[name])
        assert.strictEqual(made.headers[name], real.headers[name])
      }
    })
  )
})

describe("what list, create and update return", () => {
  it("is the same each time, and takes overrides", () => {
    const isSameSummary = Schema.equivalence(ApiKeySummary)
    assert.isTrue(isSameSummary(Testing.makeApiKeySummary(), Testing.makeApiKeySummary()))
    const summary = Testing.makeApiKeySummary({ id: "api_key_1", scopes: Option.some([]) })
    assert.strictEqual(summary.id, "api_key_1")
    assert.deepStrictEqual(summary.scopes, Option.some([]))
    assert.isTrue(Option.isSome(summary.maskedSecret))
    assert.throws(() => Testing.makeApiKeySummary({ id: "a/b" }), /must not contain/)

    const created = Testing.makeCreatedApiKey({ id: "api_key_1", secret: Redacted.make("mine") })
    assert.strictEqual(created.id, "api_key_1")
    assert.strictEqual(Redacted.value(created.secret), "mine")
    assert.strictEqual(
      Redacted.value(Testing.makeCreatedApiKey().secret),
      Redacted.value(Testing.makeCreatedApiKey().secret)
    )
    assert.throws(() => Testing.makeCreatedApiKey({ id: "a/b" }), /must not contain/)
  })

  it.effect("comes out of the real client as it went into a reply", () => {
    const summaries = [
      Testing.makeApiKeySummary(),
      Testing.makeApiKeySummary({ id: "api_key_2", maskedSecret: Option.none() })
    ]
    const created = Testing.makeCreatedApiKey({ secret: Redacted.make("mine") })
    return Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const listed = yield* apiKeys.listResponse()
      assert.isTrue(
        Schema.equivalence(Schema.Array(ApiKeySummary))(listed.envelope.data, summaries)
      )
      assert.strictEqual(listed.status, 202)
      assert.strictEqual(listed.headers["x-id"], "7")
      const back = yield* apiKeys.create({ label: "new" })
      assert.isTrue(Schema.equivalence(CreatedApiKey)(back, created))
      const updated = yield* apiKeys.updateResponse("api_key_1", { label: "new" })
      assert.deepStrictEqual(updated.envelope.message, Option.some("API key updated"))
      const other = yield* apiKeys.updateResponse("api_key_1", { label: "new" })
      assert.deepStrictEqual(other.envelope.message, Option.some("as told"))
    }).pipe(
      Effect.provide(
        onceOver([
          Reply.apiKeys(summaries, { status: 202, headers: { "x-id": "7" } }),
          Reply.createdApiKey(created),
          Reply.updatedApiKey(),
          Reply.updatedApiKey({ envelope: { message: Option.some("as told") } })
        ])
      )
    )
  })
})

describe("arbitraries", () => {
  it.effect.prop(
    "every list comes back from the wire",
    [FastCheck.array(Testing.arbitraryApiKeySummary, { maxLength: 4 })],
    ([keys]) =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        assert.isTrue(Schema.equivalence(Schema.Array(ApiKeySummary))(yield* apiKeys.list(), keys))
      }).pipe(Effect.provide(onceOver([Reply.apiKeys(keys)]))),
    { timeout: 30_000 }
  )

  it.effect.prop(
    "every new key comes back, for every input",
    [Testing.arbitraryCreatedApiKey, Testing.arbitraryCreateApiKey],
    ([key, input]) =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        assert.isTrue(Schema.equivalence(CreatedApiKey)(yield* apiKeys.create(input), key))
      }).pipe(Effect.provide(onceOver([Reply.createdApiKey(key)])))
  )

  it.effect.prop("every change is taken", [Testing.arbitraryUpdateApiKey], ([changes]) =>
    Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.update("api_key_1", changes)).pipe(
      Effect.provide(onceOver([Reply.updatedApiKey()]))
    )
  )

  it.effect.prop("every key comes back from the wire", [Testing.arbitraryApiKey], ([key]) =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      assert.isTrue(isSameKey(yield* apiKeys.get("api_key_1"), key))
    }).pipe(Effect.provide(onceOver([Reply.apiKey(key)])))
  )

  it.prop("every envelope comes back", [Testing.arbitraryEnvelope(ApiKey)], ([envelope]) => {
    const schema = Envelope(ApiKey)
    const back = Schema.decodeSync(schema)(Schema.encodeSync(schema)(envelope))
    assert.deepStrictEqual(back, envelope)
  })

  it.prop("every error comes back", [Testing.arbitraryBitGptError], ([error]) => {
    const encoded = Schema.encodeSync(BitGptError)(error)
    const back = Schema.decodeSync(BitGptError)(encoded)
    assert.deepStrictEqual(Schema.encodeSync(BitGptError)(back), encoded)
  })

  it.each([
    ["error envelopes", Testing.arbitraryErrorEnvelope],
    ["envelopes", Testing.arbitraryEnvelope(Schema.Boolean)]
  ])("%s leave out the field that no record can hold, and sometimes all", (_, arbitrary) => {
    const validators = FastCheck.sample<EnvelopeInfo>(arbitrary, { numRuns: 20_000, seed: 2 }).map(
      ({ validator }) => validator
    )
    assert.isFalse(
      validators.some((validator) =>
        Option.exists(validator, (fields) => Object.hasOwn(fields, "__proto__"))
      )
    )
    assert.isTrue(validators.some(Option.isNone))
  })

  it.prop("every error envelope comes back", [Testing.arbitraryErrorEnvelope], ([envelope]) => {
    const back = Schema.decodeSync(ErrorEnvelope)(Schema.encodeSync(ErrorEnvelope)(envelope))
    assert.deepStrictEqual(back, envelope)
  })

  it("every class of error occurs", () => {
    const tags = FastCheck.sample(Testing.arbitraryBitGptError, { numRuns: 500, seed: 1 }).map(
      (error) => error._tag
    )
    assert.sameMembers([...new Set(tags)], Object.keys(everyError))
  })
})
