import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Redacted } from "effect"
import { ApiKeys, type BitGptError, TimeoutPolicy } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { createApiKey, getApiKey, listApiKeys, updateApiKey } from "../../support/wire.js"
import type { ApiKeysService } from "../../support/loopback.js"
import { clientOf, sentRequests } from "../../support/scriptedServer.js"
import { withTime } from "../../support/time.js"

type Call = (apiKeys: ApiKeysService) => Effect.Effect<unknown, BitGptError>

const create: Call = (apiKeys) => apiKeys.create({ label: "Checkout" })
const update: Call = (apiKeys) => apiKeys.update("api_key_1", { label: "Checkout" })
const get: Call = (apiKeys) => apiKeys.get("api_key_1")
const list: Call = (apiKeys) => apiKeys.list()

/** What becomes of a call that has all the time it wants, and how many requests it takes. */
const outcomeOf = (call: Call, script: ReadonlyArray<Reply.Reply>) =>
  Effect.gen(function* () {
    const result = yield* withTime(Effect.either(Effect.flatMap(ApiKeys, call)))
    return { result, requests: (yield* sentRequests).length }
  }).pipe(Effect.provide(clientOf(script)))

const failureOf = (call: Call, script: ReadonlyArray<Reply.Reply>) =>
  Effect.flatMap(outcomeOf(call, script), ({ requests, result }) =>
    Effect.map(Effect.flip(result), (error) => ({ requests, error }))
  )

const thrice = (reply: Reply.Reply) => [reply, reply, reply]

const saysThatItMay = (error: BitGptError) => error.message.includes("It may have taken effect")

/** The request may have arrived, and BitGPT may have acted on it. */
const ambiguous: ReadonlyArray<readonly [name: string, reply: Reply.Reply]> = [
  ["500", Reply.error(500)],
  ["502 as a page of HTML", Reply.text("<h1>Bad gateway</h1>", { status: 502 })],
  ["503", Reply.error(503)],
  ["503 that asks to be tried again", Reply.error(503, { headers: { "x-should-retry": "true" } })],
  ["503 that says when", Reply.error(503, { headers: { "retry-after": "1" } })],
  ["408", Reply.error(408)],
  ["a connection that is reset", Reply.transportError("ConnectionReset")],
  ["an answer that is not HTTP", Reply.transportError("InvalidHttp")],
  ["a failure that nobody knows", Reply.transportError("Network")],
  ["no answer", Reply.never]
]

const stalledBody = Reply.json(createApiKey).pipe(Reply.delayBody("1 minute"))

/** The request can't have arrived. */
const unsent: ReadonlyArray<readonly [name: string, reply: Reply.Reply]> = [
  ["a refused connection", Reply.transportError("ConnectionRefused")],
  ["a host without an address", Reply.transportError("Dns")],
  ["a certificate that is not trusted", Reply.transportError("Tls")],
  ["a connection that can't be made in time", Reply.transportError("ConnectTimeout")]
]

describe("what may have taken effect", () => {
  it.effect.each(ambiguous)("after %s", ([, reply]) =>
    Effect.gen(function* () {
      const created = yield* failureOf(create, [reply])
      assert.strictEqual(created.requests, 1)
      assert.isTrue(created.error.mayHaveTakenEffect)
      assert.isFalse(created.error.isRetryable)
      assert.isTrue(saysThatItMay(created.error))
      assert.include(created.error.message, "was therefore not tried again")

      const updated = yield* failureOf(update, thrice(reply))
      assert.strictEqual(updated.requests, 3)
      assert.isTrue(updated.error.mayHaveTakenEffect)
      assert.isTrue(updated.error.isRetryable)
      assert.isTrue(saysThatItMay(updated.error))
      assert.notInclude(updated.error.message, "not tried again")

      for (const read of [get, list]) {
        const { error, requests } = yield* failureOf(read, thrice(reply))
        assert.strictEqual(requests, 3)
        assert.isFalse(error.mayHaveTakenEffect)
        assert.isTrue(error.isRetryable)
        assert.isFalse(saysThatItMay(error))
      }
    })
  )

  it.effect.each(unsent)("nothing after %s", ([, reply]) =>
    Effect.gen(function* () {
      for (const call of [create, update, get, list]) {
        const { error, requests } = yield* failureOf(call, thrice(reply))
        assert.strictEqual(requests, 3)
        assert.isFalse(error.mayHaveTakenEffect)
        assert.isTrue(error.isRetryable)
        assert.isFalse(saysThatItMay(error))
      }
    })
  )

  it.effect("nothing after 429, which is tried again for all but a create", () =>
    Effect.gen(function* () {
      const reply = Reply.error(429, { headers: { "retry-after": "1" } })
      const created = yield* failureOf(create, [reply])
      assert.strictEqual(created.requests, 1)
      assert.isFalse(created.error.mayHaveTakenEffect)
      assert.isFalse(created.error.isRetryable)
      const updated = yield* failureOf(update, thrice(reply))
      assert.strictEqual(updated.requests, 3)
      assert.isFalse(updated.error.mayHaveTakenEffect)
    })
  )

  it.effect.each([400, 401, 402, 403, 404, 406, 409, 422])("nothing after %s", (status) =>
    Effect.gen(function* () {
      for (const call of [create, update]) {
        const { error, requests } = yield* failureOf(call, [Reply.error(status)])
        assert.strictEqual(requests, 1)
        assert.isFalse(error.mayHaveTakenEffect)
        assert.isFalse(saysThatItMay(error))
      }
    })
  )

  it.effect("a success that can't be used, where something of it is wanted", () =>
    Effect.gen(function* () {
      for (const reply of [
        Reply.text("OK"),
        Reply.empty(),
        Reply.json(createApiKey).pipe(Reply.breakOff(20))
      ]) {
        const { error } = yield* failureOf(create, [reply])
        assert.isTrue(error.mayHaveTakenEffect)
        assert.isTrue(saysThatItMay(error))
        assert.isTrue(Either.isRight((yield* outcomeOf(update, [reply])).result))
      }
    })
  )

  it.effect("an answer that leads elsewhere, or takes its success back", () =>
    Effect.gen(function* () {
      for (const reply of [
        Reply.empty({ status: 302 }),
        Reply.json({ status: 500, error: "Broken" })
      ]) {
        for (const call of [create, update]) {
          const { error } = yield* failureOf(call, thrice(reply))
          assert.isTrue(error.mayHaveTakenEffect)
          assert.isTrue(saysThatItMay(error))
        }
      }
    })
  )

  it.effect("nothing where an answer with status 200 says that it was refused", () =>
    Effect.gen(function* () {
      const reply = Reply.json({ status: 403, error: "Access denied" })
      const { error, requests } = yield* failureOf(create, [reply])
      assert.deepInclude(error, { _tag: "PermissionDeniedError", mayHaveTakenEffect: false })
      assert.strictEqual(requests, 1)
    })
  )

  it.effect("what an earlier attempt may have done, whatever the last one says", () =>
    Effect.gen(function* () {
      const cases: ReadonlyArray<readonly [script: ReadonlyArray<Reply.Reply>, may: boolean]> = [
        [[Reply.transportError("ConnectionReset"), Reply.error(401)], true],
        [[Reply.error(503), Reply.error(404)], true],
        [[Reply.error(503), ...thrice(Reply.transportError("Dns")).slice(1)], true],
        [[Reply.never, Reply.error(429), Reply.error(400)], true],
        [[Reply.transportError("ConnectionRefused"), Reply.error(404)], false],
        [[Reply.error(429), Reply.error(401)], false]
      ]
      for (const [script, may] of cases) {
        const { error, requests } = yield* failureOf(update, script)
        assert.strictEqual(requests, script.length)
        assert.strictEqual(error.mayHaveTakenEffect, may)
        assert.strictEqual(saysThatItMay(error), may)
      }
    })
  )

  it.effect("also where there is no token for the next attempt", () =>
    Effect.gen(function* () {
      let asked = 0
      const accessToken = Effect.suspend(() =>
        (asked += 1) === 1 ? Effect.succeed(Redacted.make("token")) : Effect.fail("gone")
      )
      const error = yield* Effect.flatMap(ApiKeys, update).pipe(
        Effect.flip,
        withTime,
        Effect.provide(clientOf([Reply.error(503)], { accessToken }))
      )
      assert.strictEqual(error._tag, "AuthenticationError")
      assert.strictEqual(error.attempts, 1)
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )

  it.effect("also where the whole call runs out of time", () =>
    Effect.gen(function* () {
      const call: Call = (apiKeys) =>
        create(apiKeys).pipe(Effect.provide(TimeoutPolicy.layer({ total: "3 seconds" })))
      const { error } = yield* failureOf(call, [Reply.never])
      assert.strictEqual(error._tag, "TimeoutError")
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )

  it.effect("nothing where the input is refused", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* failureOf((_) => _.create({ label: "" }), [])
      assert.strictEqual(error._tag, "ValidationError")
      assert.strictEqual(requests, 0)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )
})

describe("a create", () => {
  it.effect("goes on after attempts that can't have arrived", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* outcomeOf(create, [
        Reply.transportError("ConnectionRefused"),
        Reply.transportError("Dns"),
        Reply.json(createApiKey)
      ])
      assert.isTrue(Either.isRight(result))
      assert.strictEqual(requests, 3)
    })
  )

  it.effect("ends at the first attempt that may have arrived", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* failureOf(create, [
        Reply.transportError("ConnectionRefused"),
        Reply.error(503)
      ])
      assert.strictEqual(requests, 2)
      assert.strictEqual(error.attempts, 2)
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )
})

describe("an update", () => {
  it.effect.each(ambiguous)("is tried again after %s", ([, reply]) =>
    Effect.gen(function* () {
      const { requests, result } = yield* outcomeOf(update, [reply, Reply.json(updateApiKey)])
      assert.isTrue(Either.isRight(result))
      assert.strictEqual(requests, 2)
    })
  )
})

describe("a success whose body stalls", () => {
  it.effect("is unknown to a create, which needs it", () =>
    Effect.gen(function* () {
      const { error, requests } = yield* failureOf(create, [stalledBody])
      assert.deepInclude(error, { _tag: "TimeoutError", mayHaveTakenEffect: true })
      assert.strictEqual(requests, 1)
    })
  )

  it.effect("is one to an update, which has no use for it", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* outcomeOf(update, [stalledBody])
      assert.isTrue(Either.isRight(result))
      assert.strictEqual(requests, 1)
    })
  )
})

describe("calls that only read", () => {
  it.effect("are tried again", () =>
    Effect.gen(function* () {
      const found = yield* outcomeOf(get, [Reply.never, Reply.error(503), Reply.json(getApiKey)])
      assert.isTrue(Either.isRight(found.result))
      const listed = yield* outcomeOf(list, [Reply.error(503), Reply.json(listApiKeys)])
      assert.isTrue(Either.isRight(listed.result))
    })
  )
})
