import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, TestClock } from "effect"
import { inspect } from "node:util"
import { Emulator, Fault } from "../src/index.js"
import { admin, call, json, request } from "./support/client.js"

const token = "a-token-that-must-not-show"
const keySecret = ["sk", "live", "must+not/show="].join("_")

describe("recorded requests", () => {
  it.effect("say what came and what became of it", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* TestClock.setTime(1000)
      yield* emulator.script([Fault.none, Fault.status(503)])
      yield* call({ method: "POST", path: "/developers/api_keys?a=b", json: { label: "x" } })
      yield* call()
      const [first, second] = yield* emulator.requests
      assert.deepInclude(first, {
        origin: "Main",
        method: "POST",
        path: "/developers/api_keys?a=b",
        body: '{"label":"x"}',
        receivedAt: 1000,
        fault: undefined,
        status: 200,
        outcome: "Completed"
      })
      assert.deepInclude(second, {
        method: "GET",
        body: undefined,
        fault: Fault.status(503),
        status: 503
      })
      assert.propertyVal(first?.headers, "accept", "application/json")
      yield* emulator.clearRequests
      assert.deepStrictEqual(yield* emulator.requests, [])
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("never show a token or a secret", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* request({
        path: `/developers/api_keys?token=${token}&secret=${keySecret}`,
        method: "PUT",
        headers: {
          cookie: `session=${token}`,
          "x-api-key": token,
          "x-other": `${token} ${keySecret}`
        },
        json: { label: keySecret, description: token }
      })
      yield* request({ token: "somebody-else", path: "/somebody-else" })
      const requests = yield* emulator.requests
      const shown = inspect(requests, { depth: null, showHidden: true }) + JSON.stringify(requests)
      const { body } = yield* request({ path: "/_emulator/requests" })
      for (const text of [shown, body.toString()]) {
        assert.include(text, "<redacted>")
        assert.notInclude(text, token)
        assert.notInclude(text, keySecret)
        assert.notInclude(text, "somebody-else")
      }
      const sent = requests.map(({ accessToken }) => accessToken && Redacted.value(accessToken))
      assert.deepStrictEqual(sent, [token, "somebody-else"])
    }).pipe(Effect.provide(Emulator.layer({ accessToken: Redacted.make(token) })))
  )

  it.scopedLive("show paths and bodies as they came where the token is a word of them", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* call({ method: "PUT", json: { label: "My api key" } })
      const [recorded] = yield* emulator.requests
      if (recorded === undefined) return assert.fail("nothing was recorded")
      assert.isTrue(recorded.path.startsWith("/developers/api_keys/"))
      assert.strictEqual(recorded.body, '{"label":"My api key"}')
      assert.propertyVal(recorded.headers, "authorization", "<redacted>")
      return undefined
    }).pipe(Effect.provide(Emulator.layer({ accessToken: Redacted.make("api") })))
  )

  it.scopedLive("are kept up to a limit, the newest ones", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      for (const path of ["/1", "/2", "/3"]) yield* request({ path })
      const paths = (yield* emulator.requests).map(({ path }) => path)
      assert.deepStrictEqual(paths, ["/2", "/3"])
    }).pipe(Effect.provide(Emulator.layer({ maxRecordedRequests: 2 })))
  )
})

describe("the admin endpoint", () => {
  it.scopedLive("refuses pages in a browser, wherever they come from", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const { port } = new URL(baseUrl)
      const as = (headers: Readonly<Record<string, string>>) =>
        Effect.map(
          request({ path: "/_emulator/api_keys", token: null, headers }),
          ({ status }) => status
        )
      assert.strictEqual(yield* as({ origin: "https://evil.example" }), 403)
      assert.strictEqual(yield* as({ origin: "null" }), 403)
      assert.strictEqual(yield* as({ host: `evil.example:${port}` }), 403)
      assert.strictEqual(yield* as({ host: `127.0.0.1.evil.example:${port}` }), 403)
      for (const host of ["127.0.0.1", "localhost", "bitgpt.localhost", "[::1]"]) {
        assert.strictEqual(yield* as({ host: `${host}:${port}` }), 200)
      }
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("is reached under any name where the emulator listens beyond this machine", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const { port } = new URL(baseUrl)
      const { status } = yield* request({
        baseUrl: `http://127.0.0.1:${port}`,
        path: "/_emulator",
        token: null,
        headers: { host: `bitgpt:${port}` }
      })
      assert.strictEqual(status, 200)
    }).pipe(Effect.provide(Emulator.layer({ host: "0.0.0.0" })))
  )

  it.scopedLive(
    "is not reached by a page whose name was rebound, wherever the emulator listens",
    () =>
      Effect.gen(function* () {
        const { baseUrl } = yield* Emulator
        const { port } = new URL(baseUrl)
        const as = (host: string) =>
          Effect.map(
            request({ path: "/_emulator", token: null, headers: { host: `${host}:${port}` } }),
            ({ status }) => status
          )
        assert.strictEqual(yield* as("evil.example"), 403)
        assert.strictEqual(yield* as("127.0.0.1.evil.example"), 403)
        assert.strictEqual(yield* as("192.168.1.5"), 200)
      }).pipe(Effect.provide(Emulator.layer({ host: "0.0.0.0" })))
  )

  it.scopedLive("takes a query for what it is", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* admin("GET", "?x=1")).status, 200)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("says what it is, without a token", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const answer = yield* admin("GET", "")
      assert.deepStrictEqual(json(answer), { baseUrl, openConnections: 1 })
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("scripts, shows and clears faults", () =>
    Effect.gen(function* () {
      const scripted = yield* admin("POST", "/script", {
        faults: [{ _tag: "Status", status: 503 }, { _tag: "None" }],
        match: { method: "GET" }
      })
      assert.strictEqual(scripted.status, 204)
      const rule = {
        _tag: "Probability",
        probability: 1,
        fault: { _tag: "Combined", faults: [{ _tag: "Status", status: 500 }] }
      }
      assert.strictEqual((yield* admin("POST", "/rules", rule)).status, 204)
      assert.strictEqual((yield* request()).status, 503)
      assert.strictEqual((yield* request()).status, 200)
      assert.deepStrictEqual(json(yield* admin("GET", "/rules")), { rules: [rule] })
      assert.strictEqual((yield* request()).status, 500)
      assert.strictEqual((yield* admin("DELETE", "/rules")).status, 204)
      assert.strictEqual((yield* request()).status, 200)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("records only what is meant for the API, and forgets it", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* admin("GET", "/api_keys")
      yield* emulator.script([Fault.status(418)])
      yield* request()
      const { requests } = json(yield* admin("GET", "/requests"))
      assert.deepNestedInclude(
        { requests },
        { "requests[0].fault": { _tag: "Status", status: 418 } }
      )
      assert.lengthOf(yield* emulator.requests, 1)
      yield* admin("DELETE", "/requests")
      assert.lengthOf(yield* emulator.requests, 0)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("sets, shows and removes keys, secrets masked", () =>
    Effect.gen(function* () {
      const secret = ["sk", "test", "a".repeat(58)].join("_")
      const key = { id: "api_key_1", label: "Mine", secret }
      assert.strictEqual((yield* admin("POST", "/api_keys", key)).status, 204)
      assert.strictEqual((yield* call({ path: "/developers/api_keys", token: secret })).status, 200)
      const shown = json(yield* admin("GET", "/api_keys/api_key_1"))
      assert.deepInclude(shown, { label: "Mine", secret: "sk_test_aaaaaaaaaaaa...aaaaa" })
      assert.notInclude((yield* admin("GET", "/api_keys")).body.toString(), secret)
      assert.strictEqual((yield* admin("DELETE", "/api_keys/api_key_1")).status, 204)
      assert.strictEqual((yield* admin("GET", "/api_keys/api_key_1")).status, 404)
    }).pipe(Effect.provide(Emulator.layer({ apiKeys: [] })))
  )

  it.scopedLive("knows the other origins", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const refused = json(yield* admin("GET", "/origins/ConnectionRefused"))
      assert.deepStrictEqual(refused, {
        origin: "ConnectionRefused",
        url: yield* emulator.urlOf("ConnectionRefused")
      })
      const secure = json(yield* admin("GET", "/origins/Https"))
      assert.match(String(secure["certificate"]), /^-----BEGIN CERTIFICATE-----/)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("says where a body is wrong, and not what stands there", () =>
    Effect.gen(function* () {
      const wrong = { id: 1, label: "x", secret: { sk_live: "must-not-show" } }
      const answer = yield* admin("POST", "/api_keys", wrong)
      assert.strictEqual(answer.status, 400)
      assert.deepStrictEqual(json(answer), {
        error: "id has to be string; secret has to be string"
      })
      const secret = yield* admin("POST", "/api_keys", { ...wrong, id: "1" })
      assert.deepStrictEqual(json(secret), { error: "secret has to be string" })
      const unknown = yield* admin("POST", "/api_keys", { id: "1", label: "x", expiresAt: null })
      assert.deepStrictEqual(json(unknown), { error: "expiresAt is unknown" })
      const rule = { _tag: "Always", fault: { _tag: "Status", status: 500, code: 1 } }
      assert.deepStrictEqual(json(yield* admin("POST", "/rules", rule)), {
        error: "fault.code is unknown"
      })
      const misspelt = yield* admin("POST", "/deliveries/script", { faults: [{ _tag: "Dorp" }] })
      assert.match(String(json(misspelt)["error"]), /^faults\[0\]\._tag has to be .*"Drop"/)
      const deep = yield* request({
        path: "/_emulator/rules",
        method: "POST",
        body: `{"_tag":"Always","fault":{"_tag":"ReplacedData","data":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`
      })
      assert.strictEqual(deep.status, 400)
      const malformed = yield* request({ path: "/_emulator/rules", method: "POST", body: "{" })
      assert.strictEqual(malformed.status, 400)
      assert.strictEqual((yield* admin("POST", "/rules", { _tag: "Nth" })).status, 400)
      assert.strictEqual((yield* admin("GET", "/nothing")).status, 404)
    }).pipe(Effect.provide(Emulator.layer()))
  )
})
