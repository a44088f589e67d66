import { Headers, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
import { Deferred, Effect, Fiber, Redacted, TestClock } from "effect"
import { inspect } from "node:util"
import { token } from "../support/loopback.js"
import { clientOf, scriptedBaseUrl, sentRequests } from "../support/scriptedServer.js"
import { clientWithoutRetries, defectOf } from "./support.js"

const key = makeApiKey({ id: "api_key_1" })

const get = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))

const url = `${scriptedBaseUrl}/developers/api_keys/api_key_1`

const tokenText = Redacted.value(token)

describe("TestHttp.layer", () => {
  it.effect("records what the real client sends, and keeps the token out of sight", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("5 seconds")
      yield* get
      const [request, ...others] = yield* sentRequests
      assert.lengthOf(others, 0)
      assert(request !== undefined)
      assert.strictEqual(request.method, "GET")
      assert.strictEqual(request.url, url)
      assert.strictEqual(request.headers["accept"], "application/json")
      assert.strictEqual(request.headers["authorization"], "<redacted>")
      assert.strictEqual(request.accessToken && Redacted.value(request.accessToken), tokenText)
      assert.strictEqual(request.body, undefined)
      assert.strictEqual(request.sentAt, 5000)
      for (const shown of [
        JSON.stringify(request),
        inspect(request, { depth: 9, showHidden: true, customInspect: false })
      ]) {
        assert.notInclude(shown, tokenText)
      }
    }).pipe(Effect.provide(clientOf([Reply.success(ApiKeys.endpoints.get, key)])))
  )

  it.effect("records bodies and redacts every header that carries secrets", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      yield* HttpClientRequest.post("https://api.example/things", {
        headers: { cookie: "session=1", "x-request": "7" }
      }).pipe(HttpClientRequest.bodyUnsafeJson({ label: "Shop" }), http.execute)
      const [request] = yield* sentRequests
      assert(request !== undefined)
      assert.strictEqual(request.body, '{"label":"Shop"}')
      assert.strictEqual(request.headers["cookie"], "<redacted>")
      assert.strictEqual(request.headers["x-request"], "7")
      assert.strictEqual(request.accessToken, undefined)
    }).pipe(Effect.provide(TestHttp.layer([Reply.empty({ status: 204 })])))
  )

  it.effect("records the kind of a body that is no text, and no token but a bearer's", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      for (const authorization of ["Basic abc", "NoBearer abc"]) {
        yield* HttpClientRequest.post("https://api.example/things", {
          headers: { authorization }
        }).pipe(HttpClientRequest.bodyFormData(new FormData()), http.execute)
      }
      yield* http.get("https://api.example/things")
      const [basic, other, none] = yield* sentRequests
      assert.strictEqual(basic?.body, "(FormData)")
      assert.isUndefined(basic?.accessToken)
      assert.isUndefined(other?.accessToken)
      assert.isDefined(none)
      assert.isUndefined(none.accessToken)
    }).pipe(Effect.provide(TestHttp.layer(() => Reply.empty())))
  )

  it.effect("redacts the token whatever else is told to be redacted", () =>
    Effect.gen(function* () {
      yield* Effect.locally(get, Headers.currentRedactedNames, [])
      const [request] = yield* sentRequests
      assert.strictEqual(request?.headers["authorization"], "<redacted>")
    }).pipe(Effect.provide(clientOf([Reply.success(ApiKeys.endpoints.get, key)])))
  )

  it.effect("dies where no reply is left, and names the request", () =>
    Effect.gen(function* () {
      const exit = yield* get.pipe(
        Effect.catchAll(() => Effect.succeed("swallowed")),
        Effect.exit
      )
      const defect = defectOf(exit) ?? "none"
      assert.include(defect, "the script has 1")
      assert.include(defect, `request 2, GET ${url}`)
      assert.notInclude(defect, tokenText)
      assert.lengthOf(yield* sentRequests, 2)
    }).pipe(Effect.provide(clientOf([Reply.error(503, { headers: { "retry-after": "0" } })])))
  )

  it.effect("begins its script anew with every build", () => {
    const layer = clientOf([Reply.success(ApiKeys.endpoints.get, key)])
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.provide(get, layer)).id, key.id)
      assert.strictEqual((yield* Effect.provide(get, layer)).id, key.id)
    })
  })

  it.effect("finds replies by request", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      assert.strictEqual((yield* apiKeys.get("api_key_1")).id, key.id)
      assert.strictEqual((yield* Effect.flip(apiKeys.get("api_key_2")))._tag, "NotFoundError")
    }).pipe(
      Effect.provide(
        clientOf(({ url }) =>
          url.endsWith("/api_key_1") ? Reply.success(ApiKeys.endpoints.get, key) : Reply.error(404)
        )
      )
    )
  )

  it.effect("shows the client's pauses on the test clock", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(get)
      yield* TestClock.adjust("1 minute")
      yield* fiber
      assert.deepStrictEqual(
        (yield* sentRequests).map((_) => _.sentAt),
        [0, 2000, 2750]
      )
    }).pipe(
      Effect.provide(
        clientOf([
          Reply.error(429, { headers: { "retry-after": "2" } }),
          Reply.error(503, { headers: { "retry-after-ms": "750" } }),
          Reply.success(ApiKeys.endpoints.get, key)
        ])
      )
    )
  )

  it.effect("interrupts a reply together with the call", () =>
    Effect.gen(function* () {
      const aborted = yield* Deferred.make<boolean>()
      const reply = Effect.onInterrupt(Reply.never, () => Deferred.succeed(aborted, true))
      const fiber = yield* Effect.fork(Effect.provide(get, clientWithoutRetries([reply])))
      yield* TestClock.adjust("1 second")
      assert.isFalse(yield* Deferred.isDone(aborted))
      yield* Fiber.interrupt(fiber)
      // The caller doesn't wait for it.
      yield* TestClock.adjust(0)
      assert.isTrue(yield* Deferred.isDone(aborted))
    })
  )

  it.effect("gives any user of HttpClient the whole answer", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      const ask = http.get("https://api.example/")
      const response = yield* ask
      assert.strictEqual(response.status, 201)
      assert.strictEqual(response.headers["x-id"], "7")
      assert.deepStrictEqual(yield* response.json, { a: "ü" })
      assert.strictEqual(yield* Effect.flatMap(ask, (_) => _.text), '{"a":"ü"}')
      const params = yield* Effect.flatMap(ask, (_) => _.urlParamsBody)
      assert.deepStrictEqual(Array.from(params), [["b", "1"]])
      assert.strictEqual((yield* Effect.flip(Effect.flatMap(ask, (_) => _.json))).reason, "Decode")
      assert.isNull(yield* Effect.flatMap(ask, (_) => _.json))
      const form = yield* Effect.flip(Effect.flatMap(ask, (_) => _.formData))
      assert.propertyVal(form, "reason", "Decode")
      assert.include(String(form.cause), "no form data")
      const cut = yield* Effect.flip(Effect.flatMap(ask, (_) => _.text))
      assert.propertyVal(cut, "reason", "Decode")
      assert.propertyVal(yield* Effect.flip(ask), "reason", "Transport")
      assert.deepInclude(response.toJSON(), { status: 201 })
    }).pipe(
      Effect.provide(
        TestHttp.layer([
          Reply.json({ a: "ü" }, { status: 201, headers: { "X-Id": "7" } }),
          Reply.json({ a: "ü" }),
          Reply.text("b=1"),
          Reply.text("{"),
          Reply.text(""),
          Reply.text("a=1"),
          Reply.breakOff(Reply.text("a=1"), 1),
          Reply.transportError("Network")
        ])
      )
    )
  )
})
