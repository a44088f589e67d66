import { assert, describe, it } from "@effect/vitest"
import { ApiKeys, RateLimitPolicy, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { ApiKeyRecord, BitGptTest, makeApiKey, makeError } from "effect-bitgpt/testing"
import { Effect, Layer, Option, Redacted, Schema, Stream, TestClock } from "effect"
import { inspect } from "node:util"
import { call } from "../../src/internal/resource/describe.js"
import { pageOf, pages, type Paging } from "../../src/internal/resource/pages.js"
import * as Resource from "../../src/internal/resource/resource.js"
import { assertTag } from "../support/assertTag.js"
import { atOnce, endsAfter, start } from "../support/time.js"
import { pagingFields } from "../support/paging.js"

const record1 = ApiKeyRecord.make({ id: "api_key_1", label: "One" })
const record2 = ApiKeyRecord.make({ id: "api_key_2", label: "Two" })
const records = { apiKeys: [record1, record2] }

const get = (id: string) => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))
const update = (label: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.update("api_key_1", { label }))

const down = makeError("ServerError", { status: 503 })

describe("BitGptTest.layer", () => {
  it.effect("has the records that it is given, and no others", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      assert.strictEqual((yield* apiKeys.get("api_key_2")).label, "Two")
      assert.deepStrictEqual(
        (yield* apiKeys.list()).map(({ id }) => id),
        ["api_key_1", "api_key_2"]
      )
      const error = yield* Effect.flip(apiKeys.get("api_key_3"))
      assertTag(error, "NotFoundError")
      assert.strictEqual(error.operation, "ApiKeys.get")
      assert.isTrue(error.isFromBitGpt)
      assert.strictEqual(error.attempts, 1)
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("has no records where none are given", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.list()), [])
    }).pipe(Effect.provide(BitGptTest.layer()))
  )

  it.effect("checks input as the real client does", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.create({ label: "" }))
      )
      assertTag(error, "ValidationError")
      assert.hasAllKeys(error.fields, ["label"])
      assert.strictEqual(error.attempts, 0)
      assertTag(yield* Effect.flip(get("../invoices")), "ValidationError")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("shows what was created and changed, and lets a test change it", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const { fake } = yield* BitGptTest
      const created = yield* apiKeys.create({ label: "new", scopes: ["products.read"] })
      yield* apiKeys.update("api_key_1", { label: "renamed", description: "for tests" })
      const [renamed, , added] = yield* fake.apiKeys.all
      assert(renamed !== undefined && added?.secret !== undefined)
      assert.strictEqual(renamed.label, "renamed")
      assert.strictEqual(renamed.description, "for tests")
      assert.strictEqual(added.id, created.id)
      assert.strictEqual(Redacted.value(added.secret), Redacted.value(created.secret))
      assert.deepStrictEqual((yield* apiKeys.get(created.id)).scopes, ["products.read"])

      yield* fake.apiKeys.set({ ...record2, label: "set by the test" })
      assert.strictEqual((yield* apiKeys.get("api_key_2")).label, "set by the test")
      yield* fake.apiKeys.remove("api_key_2")
      assertTag(yield* Effect.flip(apiKeys.get("api_key_2")), "NotFoundError")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("answers with an envelope like BitGPT's", () =>
    Effect.gen(function* () {
      const withResponse = Effect.map(ApiKeys, (apiKeys) => apiKeys.withResponse)
      const first = yield* Effect.flatMap(withResponse, (_) => _.get("api_key_1"))
      assert.strictEqual(first.status, 200)
      assert.strictEqual(first.envelope.status, 200)
      assert.strictEqual(first.envelope.data.label, "One")
      assert.strictEqual(first.headers["content-type"], "application/json")
      const second = yield* Effect.flatMap(withResponse, (_) => _.get("api_key_1"))
      assert.isTrue(Option.isSome(first.envelope.supportId))
      assert.notDeepEqual(second.envelope.supportId, first.envelope.supportId)
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("takes its time from Effect's clock", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 2, 3, 4, 5))
      const apiKeys = yield* ApiKeys
      const { id } = yield* apiKeys.create({ label: "new" })
      const { createdAt } = yield* apiKeys.get(id)
      assert.strictEqual(createdAt.epochMillis, Date.UTC(2026, 0, 2, 3, 4, 5))
      yield* TestClock.adjust("1 second")
      yield* apiKeys.update(id, { label: "newer" })
      const { updatedAt } = yield* apiKeys.get(id)
      assert.strictEqual(Option.getOrThrow(updatedAt).epochMillis, Date.UTC(2026, 0, 2, 3, 4, 6))
    }).pipe(Effect.provide(BitGptTest.layer()))
  )

  it.effect("begins anew with every build", () => {
    const layer = BitGptTest.layer(records)
    const seen = Effect.gen(function* () {
      const test = yield* BitGptTest
      yield* get("api_key_1")
      yield* test.fake.apiKeys.remove("api_key_1")
      return (yield* test.calls).length
    }).pipe(Effect.provide(layer))
    return Effect.gen(function* () {
      assert.strictEqual(yield* seen, 1)
      assert.strictEqual(yield* seen, 1)
    })
  })

  it.layer(BitGptTest.layer(records))("shared by a block of tests", (it) => {
    it.effect("gets a key", () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* get("api_key_1")).label, "One")
      })
    )
    it.effect("lets later tests see what earlier ones did", () =>
      Effect.gen(function* () {
        assert.lengthOf(yield* Effect.flatMap(BitGptTest, (test) => test.calls), 1)
      })
    )
  })

  it.effect("has the policies that are provided to it", () =>
    Effect.gen(function* () {
      const limited = BitGptTest.layer(records).pipe(
        Layer.provide(RateLimitPolicy.layer({ requests: 1, interval: "1 minute", burst: 1 })),
        Layer.provide(TimeoutPolicy.layer({ total: "10 minutes" }))
      )
      const fiber = yield* start(
        Effect.zip(get("api_key_1"), get("api_key_2")).pipe(Effect.provide(limited))
      )
      yield* endsAfter(fiber, "1 minute")
    })
  )

  it.effect("retries what the fake itself refuses for now", () =>
    Effect.gen(function* () {
      const busy = BitGptTest.layer({ ...records, rateLimit: { capacity: 1, refillPerSecond: 1 } })
      const calls = Effect.zip(get("api_key_1"), get("api_key_2"))
      const fiber = yield* start(Effect.provide(calls, busy))
      yield* endsAfter(fiber, "1 second")
      const once = yield* calls.pipe(
        Effect.flip,
        Effect.provide(Layer.provide(busy, RetryPolicy.none))
      )
      assertTag(once, "RateLimitError")
    })
  )
})

describe("calls", () => {
  it.effect("are recorded when they are run, failed ones included", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* BitGptTest
      const prepared = apiKeys.get("api_key_1")
      assert.deepStrictEqual(yield* test.calls, [])
      yield* prepared
      yield* prepared
      yield* Effect.ignore(apiKeys.withResponse.get("../invoices"))
      const input = { label: "new" }
      yield* apiKeys.list()
      yield* apiKeys.create(input)
      yield* apiKeys.update("api_key_1", input)
      assert.deepStrictEqual(yield* test.calls, [
        { operation: "ApiKeys.get", args: ["api_key_1"] },
        { operation: "ApiKeys.get", args: ["api_key_1"] },
        { operation: "ApiKeys.get", args: ["../invoices"] },
        { operation: "ApiKeys.list", args: [] },
        { operation: "ApiKeys.create", args: [input] },
        { operation: "ApiKeys.update", args: ["api_key_1", input] }
      ])
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("of one method have its arguments, typed", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      yield* get("api_key_1")
      yield* update("first")
      yield* update("second")
      const labels = (yield* test.callsOf(ApiKeys.endpoints.update)).map(
        ([, changes]) => changes.label
      )
      assert.deepStrictEqual(labels, ["first", "second"])
      assert.deepStrictEqual(yield* test.callsOf(ApiKeys.endpoints.get), [["api_key_1"]])
      assert.deepStrictEqual(yield* test.callsOf(ApiKeys.endpoints.list), [])
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("are one record each, however many attempts they take", () =>
    Effect.gen(function* () {
      yield* get("api_key_1")
      const fiber = yield* start(get("api_key_1"))
      yield* endsAfter(fiber, "1 second")
      assert.lengthOf(yield* Effect.flatMap(BitGptTest, (test) => test.calls), 2)
    }).pipe(
      Effect.provide(
        BitGptTest.layer({ ...records, rateLimit: { capacity: 1, refillPerSecond: 1 } })
      )
    )
  )

  it.effect("show no secret of the fake: neither its token nor a key's", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* BitGptTest
      const { secret } = yield* apiKeys.create({ label: "new" })
      yield* apiKeys.get("api_key_1")
      for (const shown of [yield* test.calls, test, yield* test.fake.apiKeys.all]) {
        const text = [
          JSON.stringify(shown),
          inspect(shown, { depth: 9, showHidden: true, customInspect: false })
        ].join("\n")
        assert.notInclude(text, Redacted.value(secret))
        assert.notInclude(text, Redacted.value(test.fake.accessToken))
      }
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )
})

describe("script", () => {
  it.effect("says how the next calls of a method end, and then the fake answers again", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      yield* test.script(ApiKeys.endpoints.update, ["pass", down])
      yield* update("first")
      const error = yield* Effect.flip(update("second"))
      assertTag(error, "ServerError")
      assert.strictEqual(error.status, 503)
      assert.strictEqual((yield* get("api_key_1")).label, "first")
      yield* update("third")
      assert.strictEqual((yield* get("api_key_1")).label, "third")
      assert.lengthOf(yield* test.callsOf(ApiKeys.endpoints.update), 3)
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("is of one method alone, with its withResponse", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const test = yield* BitGptTest
      yield* test.script(ApiKeys.endpoints.get, [
        down,
        Effect.succeed(makeApiKey({ label: "told" }))
      ])
      yield* apiKeys.list()
      assertTag(yield* Effect.flip(apiKeys.withResponse.get("api_key_1")), "ServerError")
      const { envelope } = yield* apiKeys.withResponse.get("api_key_1")
      assert.strictEqual(envelope.data.label, "told")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("adds to what is scripted already", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      yield* test.script(ApiKeys.endpoints.get, [down])
      yield* test.script(ApiKeys.endpoints.get, [makeError("RateLimitError")])
      assertTag(yield* Effect.flip(get("api_key_1")), "ServerError")
      assertTag(yield* Effect.flip(get("api_key_1")), "RateLimitError")
      assert.strictEqual((yield* get("api_key_1")).label, "One")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("says of an error what the call would say, unless the test has said it", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      const { create } = yield* ApiKeys
      const ofAnother = makeError("ServerError", { operation: "Shop.buy" })
      yield* test.script(ApiKeys.endpoints.create, [down, ofAnother])
      const error = yield* Effect.flip(create({ label: "Shop" }))
      assertTag(error, "ServerError")
      assert.strictEqual(error.operation, "ApiKeys.create")
      assert.include(error.message, "ApiKeys.create")
      assert.strictEqual(error.status, 503)
      assert.isFalse(error.isRetryable)
      assert.isTrue(error.mayHaveTakenEffect)
      assert.strictEqual(yield* Effect.flip(create({ label: "Shop" })), ofAnother)
      yield* test.script(ApiKeys.endpoints.get, [down])
      assert.strictEqual(yield* Effect.flip(get("api_key_1")), down)
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("is the outcome of the call at once: no retry, no pause, no time limit", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      yield* test.script(ApiKeys.endpoints.get, [down, makeError("RateLimitError")])
      assertTag(yield* atOnce(Effect.flip(get("api_key_1"))), "ServerError")
      assertTag(yield* atOnce(Effect.flip(get("api_key_1"))), "RateLimitError")
      yield* test.script(ApiKeys.endpoints.get, [
        Effect.delay(Effect.succeed(makeApiKey()), "5 minutes")
      ])
      yield* endsAfter(yield* start(get("api_key_1")), "5 minutes")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )

  it.effect("can see what was asked for, through an effect", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      const echo = Effect.flatMap(test.callsOf(ApiKeys.endpoints.get), (calls) =>
        Effect.succeed(makeApiKey({ id: calls.at(-1)?.[0] ?? "none" }))
      )
      yield* test.script(ApiKeys.endpoints.get, [echo])
      assert.strictEqual((yield* get("api_key_of_anybody")).id, "api_key_of_anybody")
    }).pipe(Effect.provide(BitGptTest.layer(records)))
  )
})

const list = call({
  method: "GET",
  path: "/things",
  arguments: (filter: Paging = {}) => filter,
  input: Schema.Struct(pagingFields),
  output: pageOf(Schema.Struct({ id: Schema.String }))
})

class Things extends Resource.Tag("Things")<Things>()({ all: list, stream: pages("all", list) }) {}

it.effect("pages of a stream are calls like others: scripted and recorded", () =>
  Effect.gen(function* () {
    const things = yield* Things
    const test = yield* BitGptTest
    const page = (...ids: ReadonlyArray<string>) =>
      Effect.succeed({ items: ids.map((id) => ({ id })), count: Option.none() })
    yield* test.script(Things.endpoints.all, [page("a", "b"), page()])
    assert.deepStrictEqual(Array.from(yield* Stream.runCollect(things.stream())), [
      { id: "a" },
      { id: "b" }
    ])
    assert.deepStrictEqual(yield* test.callsOf(Things.endpoints.all), [
      [{ offset: 0 }],
      [{ offset: 2 }]
    ])
  }).pipe(Effect.provide(Layer.provideMerge(Things.layer, BitGptTest.layer())))
)
