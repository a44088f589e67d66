import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Config,
  ConfigProvider,
  Context,
  Duration,
  Effect,
  Exit,
  Layer,
  Option,
  Redacted
} from "effect"
import { ApiKeys, BitGpt, RetryPolicy, TimeoutPolicy } from "../../../src/index.js"
import { Reply, TestHttp } from "../../../src/testing.js"
import { assertTag } from "../../support/assertTag.js"
import { callTo, clients, getFrom, token } from "../../support/loopback.js"
import { clientOf, found, getKey, sentRequests } from "../../support/scriptedServer.js"
import { httpServer, json } from "../../support/server.js"
import { blockFor } from "../../support/time.js"
import { getApiKey } from "../../support/wire.js"

const serving = httpServer((_, response) => {
  json(response, 200, getApiKey)
})

const hangs: Effect.Effect<Redacted.Redacted> = Effect.uninterruptible(Effect.never)

describe.each(clients)("an accessToken effect over $name", (client) => {
  it.scopedLive("that hangs and can't be interrupted holds up no interruption", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const call = getFrom(client, server.baseUrl, { accessToken: hangs })
      const [elapsed, ended] = yield* Effect.timed(Effect.timeoutOption(call, "50 millis"))
      assert.isTrue(Option.isNone(ended))
      assert.isBelow(Duration.toMillis(elapsed), 3000)
      const exit = yield* Effect.promise(() =>
        Effect.runPromiseExit(Effect.orDie(call), { signal: AbortSignal.timeout(50) })
      )
      assert.isTrue(Exit.isInterrupted(exit))
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("that comes late sends nothing after the time is over", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const late = Effect.sync(() => {
        blockFor(60)
        return token
      })
      const error = yield* callTo(
        client,
        server.baseUrl,
        (apiKeys) => apiKeys.create({ label: "Shop" }),
        { accessToken: late }
      ).pipe(Effect.provide(TimeoutPolicy.layer({ total: "30 millis" })), Effect.flip)
      assertTag(error, "TimeoutError")
      assert.strictEqual(error.attempts, 0)
      assert.isFalse(error.mayHaveTakenEffect)
      yield* Effect.sleep("50 millis")
      assert.lengthOf(server.requests, 0)
    })
  )
})

it.scopedLive("a token from configuration comes from the provider of its own client's layer", () =>
  Effect.gen(function* () {
    const [first, second] = [yield* serving, yield* serving]
    const clientNamed = (server: { readonly baseUrl: string }, name: string) =>
      Layer.build(
        BitGpt.layer({ accessToken: Config.redacted("TOKEN"), baseUrl: server.baseUrl }).pipe(
          Layer.provide(
            Layer.setConfigProvider(
              ConfigProvider.fromMap(new Map([["TOKEN", `token-of-${name}`]]))
            )
          )
        )
      )
    const berlin = yield* clientNamed(first, "berlin")
    const paris = yield* clientNamed(second, "paris")
    const get = Effect.flatMap(ApiKeys, (_) => _.get("api_key_1"))
    yield* Effect.provide(get, berlin)
    yield* Effect.provide(get, paris)
    assert.strictEqual(first.requests[0]?.headers.authorization, "Bearer token-of-berlin")
    assert.strictEqual(second.requests[0]?.headers.authorization, "Bearer token-of-paris")
  })
)

class Store extends Context.Tag("Store")<Store, { readonly token: string }>() {}
class Tenant extends Context.Reference<Tenant>()("Tenant", { defaultValue: () => "nobody" }) {}

describe("what an accessToken effect needs", () => {
  const sentTokens = Effect.map(sentRequests, (requests) =>
    requests.map(({ accessToken }) => Redacted.value(accessToken ?? token))
  )
  const clientOfStore = (accessToken: Effect.Effect<Redacted.Redacted, never, Store>) =>
    BitGpt.layerNoDeps({ accessToken }).pipe(
      Layer.orDie,
      Layer.provide(Layer.succeed(Store, { token: "of-the-layer" }))
    )

  it.effect("is what its layer was given, whatever the caller has", () =>
    Effect.gen(function* () {
      yield* Effect.provideService(getKey, Store, { token: "of-the-caller" })
      assert.deepStrictEqual(yield* sentTokens, ["of-the-layer"])
    }).pipe(
      Effect.provide(
        clientOfStore(Effect.map(Store, (store) => Redacted.make(store.token))).pipe(
          Layer.provideMerge(TestHttp.layer([found]))
        )
      )
    )
  )

  it.effect("comes from the caller where the layer was not given it", () =>
    Effect.gen(function* () {
      yield* Effect.provideService(getKey, Tenant, "first")
      yield* Effect.provideService(getKey, Tenant, "second")
      assert.deepStrictEqual(yield* sentTokens, ["first", "second"])
    }).pipe(
      Effect.provide(
        clientOfStore(Effect.map(Tenant, (tenant) => Redacted.make(tenant))).pipe(
          Layer.provideMerge(TestHttp.layer([found, found]))
        )
      )
    )
  )

  it.effect("is never the span that its layer was built in", () => {
    const spans: Array<string> = []
    const accessToken = Effect.currentSpan.pipe(
      Effect.map((span) => spans.push(span.name)),
      Effect.ignore,
      Effect.as(token)
    )
    return Effect.gen(function* () {
      const client = yield* Layer.build(clientOf([found, found], { accessToken })).pipe(
        Effect.withSpan("building")
      )
      yield* Effect.provide(getKey, client)
      yield* getKey.pipe(Effect.withSpan("caller"), Effect.provide(client))
      assert.deepStrictEqual(spans, ["caller"])
    }).pipe(Effect.scoped)
  })
})

describe("an accessToken effect that ends otherwise than in a token", () => {
  it.live("is an error with a tag, also where a cache repeats an interruption for ever", () =>
    Effect.gen(function* () {
      const cached = yield* Effect.cached(Effect.as(Effect.sleep("1 minute"), token))
      const call = Effect.provide(getKey, clientOf([], { accessToken: cached }))
      const first = yield* call.pipe(
        Effect.provide(TimeoutPolicy.layer({ attempt: "20 millis" })),
        Effect.provide(RetryPolicy.none),
        Effect.flip
      )
      assertTag(first, "TimeoutError")
      const second = yield* Effect.flip(call)
      assertTag(second, "AuthenticationError")
      assert.isUndefined(second.status)
    })
  )

  it.effect("is an error where it interrupts itself", () =>
    Effect.gen(function* () {
      const error = yield* getKey.pipe(
        Effect.provide(clientOf([], { accessToken: Effect.interrupt })),
        Effect.flip
      )
      assertTag(error, "AuthenticationError")
    })
  )

  it.effect("is a defect where it dies, and shows no token", () =>
    Effect.gen(function* () {
      const accessToken = Effect.die(new RangeError("no a-token-that-nobody-may-see"))
      const exit = yield* Effect.exit(Effect.provide(getKey, clientOf([], { accessToken })))
      if (Exit.isSuccess(exit)) return assert.fail("it succeeded")
      assert.isTrue(Cause.isDie(exit.cause))
      const text = Cause.pretty(exit.cause, { renderErrorCause: true })
      assert.include(text, "RangeError")
      assert.notInclude(text, "nobody-may-see")
      return undefined
    })
  )
})

describe("a token of an odd form", () => {
  it.effect.each([
    ["33,000 word characters", "w".repeat(33_000)],
    ["6,200 dots", ".".repeat(6200)],
    ["signs of patterns", "(a+)+$[*\\^{|?"]
  ] as const)("works, and shows in no error: %s", ([, text]) =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const { envelope } = yield* apiKeys.withResponse.get("api_key_1")
      assert.deepStrictEqual(envelope.supportId, Option.some("<redacted>"))
      assert.deepStrictEqual(envelope.message, Option.some("<redacted>"))
      const error = yield* Effect.flip(apiKeys.get("api_key_1"))
      assertTag(error, "PermissionDeniedError")
      assert.strictEqual(error.serverMessage, "no <redacted>")
    }).pipe(
      Effect.provide(
        clientOf(
          [
            Reply.json({ ...getApiKey, support_id: text, message: text }),
            Reply.error(403, { error: `no ${text}`, supportId: text })
          ],
          { accessToken: Redacted.make<string>(text) }
        )
      )
    )
  )
})
