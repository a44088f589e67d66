import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { ApiKeyRecord, Emulator } from "../src/index.js"
import { call } from "./support/client.js"
import { permissionDenied } from "./support/wire.js"

const secretOf = (name: string) => ["sk", "test", name].join("_")

const key = (name: string, restrictions: Partial<ApiKeyRecord> = {}) =>
  ApiKeyRecord.make({
    id: `api_key_${name}`,
    label: name,
    secret: Redacted.make(secretOf(name)),
    ...restrictions
  })

const keys = [
  key("free"),
  key("reader", { scopes: ["products.read", "api_keys.read"] }),
  key("stranger", { scopes: ["products.read"] }),
  key("creator", { scopes: ["api_keys.create", "api_keys.update"] }),
  key("elsewhere", { ip_allow_list: ["10.0.0.0/8", "not an address"] }),
  key("here", { ip_allow_list: ["10.0.0.1", "127.0.0.0/8"] }),
  key("mapped", { ip_allow_list: ["::ffff:127.0.0.1"] }),
  key("expired", { expires_at: "2020-01-01 00:00:00" }),
  key("lasting", { expires_at: "2999-01-01 00:00:00" })
]

const calls = {
  get: { path: "/developers/api_keys/api_key_free" },
  list: { path: "/developers/api_keys" },
  create: { method: "POST", path: "/developers/api_keys", json: { label: "new" } },
  update: { method: "PUT", path: "/developers/api_keys/api_key_free", json: { label: "new" } }
} as const

const statuses = (token: string | null | undefined) =>
  Effect.all(
    [calls.get, calls.list, calls.create, calls.update].map((sent) =>
      Effect.map(
        call(token === undefined ? sent : { ...sent, token }),
        ({ envelope, status }) => (assert.strictEqual(envelope["status"], status), status)
      )
    )
  )

const withKeys = Effect.provide(Emulator.layer({ apiKeys: keys }))

describe("authentication", () => {
  it.scopedLive.each<[string, string | null | undefined, Array<number>]>([
    ["the access token", undefined, [200, 200, 200, 200]],
    ["no token", null, [401, 401, 401, 401]],
    ["a wrong token", "wrong", [401, 401, 401, 401]],
    ["a key without scopes", secretOf("free"), [200, 200, 403, 403]],
    ["a key that may read keys", secretOf("reader"), [200, 200, 403, 403]],
    ["a key that may not", secretOf("stranger"), [403, 403, 403, 403]],
    ["a key with scopes that keys can't have", secretOf("creator"), [403, 403, 403, 403]],
    ["a key for other addresses", secretOf("elsewhere"), [403, 403, 403, 403]],
    ["a key for this address", secretOf("here"), [200, 200, 403, 403]],
    ["a key for this address, as IPv6", secretOf("mapped"), [200, 200, 403, 403]],
    ["a key that has expired", secretOf("expired"), [401, 401, 401, 401]],
    ["a key that expires one day", secretOf("lasting"), [200, 200, 403, 403]]
  ])("%s", ([, token, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* statuses(token), expected)
    }).pipe(withKeys)
  )

  it.scopedLive("the scheme is Bearer, in any case", () =>
    Effect.gen(function* () {
      const { accessToken } = yield* Emulator
      const token = Redacted.value(accessToken)
      const status = (authorization: string) =>
        Effect.map(call({ token: null, headers: { authorization } }), ({ status }) => status)
      assert.strictEqual(yield* status(`bearer ${token}`), 200)
      assert.strictEqual(yield* status(token), 401)
      assert.strictEqual(yield* status(`Basic ${token}`), 401)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("a refusal has the documented form", () =>
    Effect.gen(function* () {
      const { envelope } = yield* call({ ...calls.create, token: secretOf("free") })
      assert.match(String(envelope["support_id"]), /^support_[0-9a-f-]{36}$/)
      assert.deepStrictEqual({ ...permissionDenied, support_id: envelope["support_id"] }, envelope)
    }).pipe(withKeys)
  )

  it.scopedLive("counts the uses of a key, and those of the access token not", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* call({ ...calls.list, token: secretOf("reader") })
      yield* call({ ...calls.create, token: secretOf("reader") })
      yield* call(calls.list)
      const [used, unused] = [
        Option.getOrThrow(yield* emulator.apiKeys.get("api_key_reader")),
        Option.getOrThrow(yield* emulator.apiKeys.get("api_key_free"))
      ]
      assert.strictEqual(used.metrics?.total_requests, 2)
      assert.match(String(used.metrics?.last_used_at), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      assert.isUndefined(unused.metrics)
    }).pipe(withKeys)
  )

  it.scopedLive("takes the token that it is given", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* call({ token: "mine" })).status, 200)
    }).pipe(Effect.provide(Emulator.layer({ accessToken: Redacted.make("mine") })))
  )
})
