import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Option, Redacted, Schema, TestClock } from "effect"
import { ApiKeyRecord, Emulator } from "../src/index.js"
import { call, request } from "./support/client.js"
import * as Wire from "./support/wire.js"

const supportId = /^support_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The documentation prints null as support id; the emulator always has one. */
const expectBody = (
  envelope: Readonly<Record<string, unknown>>,
  documented: Readonly<Record<string, unknown>>
) => {
  assert.match(String(envelope["support_id"]), supportId)
  assert.deepStrictEqual({ ...envelope, support_id: null }, documented)
  assert.deepStrictEqual(Object.keys(envelope), Object.keys(documented))
}

const collection = "/developers/api_keys"
const create = (json: unknown) => call({ method: "POST", path: collection, json })
const update = (id: string, json: unknown) =>
  call({ method: "PUT", path: `${collection}/${id}`, json })

const fieldsOf = (data: unknown): Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null ? { ...data } : {}

const withEmulator = Effect.provide(Emulator.layer())

describe("get", () => {
  it.scopedLive("answers as documented", () =>
    Effect.gen(function* () {
      const { envelope, headers, status } = yield* call()
      assert.strictEqual(status, 200)
      assert.strictEqual(headers["content-type"], "application/json")
      expectBody(envelope, Wire.getApiKey)
    }).pipe(withEmulator)
  )

  it.scopedLive("shows the secret where that is asked for, as documented", () =>
    Effect.gen(function* () {
      const { envelope } = yield* call({ path: `${collection}/${Wire.shownKeyId}` })
      expectBody(envelope, Wire.getApiKeyWithSecret)
    }).pipe(Effect.provide(Emulator.layer({ revealSecrets: true })))
  )

  it.scopedLive("shows no secret otherwise", () =>
    Effect.gen(function* () {
      const { body } = yield* request({ path: `${collection}/${Wire.shownKeyId}` })
      assert.notInclude(body.toString(), Wire.shownSecret)
    }).pipe(withEmulator)
  )

  it.scopedLive("404 for what there is not", () =>
    Effect.gen(function* () {
      for (const path of [
        `${collection}/api_key_none`,
        "/developers/nothing",
        `${collection}/`,
        "/DEVELOPERS/api_keys",
        "/developers//api_keys",
        `${collection}/${Wire.shownKeyId}/`,
        "/",
        "/_emulators"
      ]) {
        const { envelope, status } = yield* call({ path })
        assert.strictEqual(status, 404, path)
        assert.deepStrictEqual(Object.keys(envelope), ["status", "error", "support_id"])
      }
      assert.strictEqual((yield* call({ method: "DELETE" })).status, 404)
    }).pipe(withEmulator)
  )

  it.scopedLive("finds a key whose id is long", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* call({ path: `${collection}/${"a".repeat(500)}` })).status, 200)
    }).pipe(
      Effect.provide(
        Emulator.layer({ apiKeys: [ApiKeyRecord.make({ id: "a".repeat(500), label: "long" })] })
      )
    )
  )

  it.scopedLive("finds a key whose id needs encoding in a path", () =>
    Effect.gen(function* () {
      const { status } = yield* call({ path: `${collection}/a%20key%2F1` })
      assert.strictEqual(status, 200)
    }).pipe(
      Effect.provide(
        Emulator.layer({ apiKeys: [ApiKeyRecord.make({ id: "a key/1", label: "odd" })] })
      )
    )
  )
})

describe("Accept", () => {
  it.scopedLive.each<[string, number]>([
    ["application/json", 200],
    ["text/html, Application/JSON;q=0.5", 200],
    ["*/*", 406],
    ["text/html", 406],
    ["application/json;q=0", 406],
    ["", 406]
  ])("%s", ([accept, expected]) =>
    Effect.gen(function* () {
      const { envelope, status } = yield* call({ headers: { accept } })
      assert.strictEqual(status, expected)
      assert.strictEqual(envelope["status"], expected)
    }).pipe(withEmulator)
  )
})

describe("list", () => {
  const documented = [
    [Wire.keyId, "0197c0ec-a197-745e-a5bc-c425483bbf01", "2025-06-30 15:00:22"],
    [Wire.secondKeyId, "0197c0ef-0000-7000-8000-000000000000", "2025-06-30 15:03:24"],
    [Wire.thirdKeyId, "0197c0f1-0000-7000-8000-000000000000", "2025-06-30 15:05:38"]
  ] as const

  const keys = documented.map(([id, uuid, created_at]) =>
    ApiKeyRecord.make({
      id,
      label: "not in a list",
      secret: Redacted.make(
        ["sk", "live", Buffer.from(`${uuid}_bitgpt`).toString("base64url")].join("_")
      ),
      scopes: ["products.create"],
      ip_allow_list: ["127.0.0.1"],
      expires_at: "2026-05-30 20:23:16",
      created_at
    })
  )

  it.scopedLive("answers as documented, secrets masked", () =>
    Effect.gen(function* () {
      const { envelope, status } = yield* call({ path: collection })
      assert.strictEqual(status, 200)
      expectBody(envelope, Wire.listApiKeys)
    }).pipe(Effect.provide(Emulator.layer({ apiKeys: keys })))
  )

  it.scopedLive("masks a secret of any form", () =>
    Effect.gen(function* () {
      const { envelope } = yield* call({ path: collection })
      assert.deepInclude(fieldsOf(Array.isArray(envelope["data"]) ? envelope["data"][0] : null), {
        secret: "..."
      })
    }).pipe(
      Effect.provide(
        Emulator.layer({
          apiKeys: [ApiKeyRecord.make({ id: "a", label: "a", secret: Redacted.make("short") })]
        })
      )
    )
  )
})

describe("create", () => {
  it.effect("answers as documented, with a secret that works", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2025-06-30T15:00:22Z"))
      const { envelope, status } = yield* create({
        label: "Checkout",
        description: "For the shop",
        scopes: ["products.create"],
        ip_allow_list: ["127.0.0.1"],
        expires_at: "2026-05-30 20:23:16"
      })
      assert.strictEqual(status, 200)
      const { id, secret } = fieldsOf(envelope["data"])
      assert.match(String(id), /^api_key_[0-9a-f]{8}-[0-9a-f]{4}-7/)
      assert.match(String(secret), /^sk_test_[\w-]{58}$/)
      expectBody(
        { ...envelope, data: { ...fieldsOf(envelope["data"]), id: "", secret: "" } },
        { ...Wire.createApiKey, data: { ...fieldsOf(Wire.createApiKey.data), id: "", secret: "" } }
      )

      const { envelope: got } = yield* call({ path: `${collection}/${String(id)}` })
      assert.deepStrictEqual(got["data"], {
        id,
        label: "Checkout",
        description: "For the shop",
        scopes: ["products.create"],
        ip_allow_list: ["127.0.0.1"],
        expires_at: "2026-05-30 20:23:16",
        created_at: "2025-06-30 15:00:22",
        updated_at: null,
        metrics: { api_key_id: id, total_requests: 0, last_used_at: null }
      })

      const asKey = yield* call({ path: collection, token: String(secret) })
      assert.strictEqual(asKey.status, 403) // It may create products, and nothing else.
      yield* TestClock.setTime(Date.parse("2026-05-30T20:23:16Z"))
      assert.strictEqual((yield* call({ path: collection, token: String(secret) })).status, 401)
    }).pipe(withEmulator)
  )

  it.scopedLive("needs a label and nothing else", () =>
    Effect.gen(function* () {
      const { envelope } = yield* create({ label: "Bare" })
      assert.deepInclude(fieldsOf(envelope["data"]), {
        scopes: [],
        ip_allow_list: [],
        expires_at: null,
        updated_at: null
      })
    }).pipe(withEmulator)
  )

  it.scopedLive("reads the three forms of a time that the API prints", () =>
    Effect.gen(function* () {
      for (const expires_at of [
        "2027-01-02 03:04:05",
        "2027-01-02 03:04:05.678",
        "2027-01-02T03:04:05.678Z"
      ]) {
        const { envelope } = yield* create({ label: "x", expires_at })
        assert.strictEqual(fieldsOf(envelope["data"])["expires_at"], "2027-01-02 03:04:05")
      }
    }).pipe(withEmulator)
  )

  it.scopedLive.each<[string, unknown, ReadonlyArray<string>]>([
    ["no label", {}, ["label"]],
    ["an empty label", { label: " " }, ["label"]],
    ["a label that is a number", { label: 1 }, ["label"]],
    ["256 characters", { label: "€".repeat(256) }, ["label"]],
    ["a description that is none", { label: "x", description: [] }, ["description"]],
    ["a scope that is none", { label: "x", scopes: ["a", 1] }, ["scopes.1"]],
    ["scopes in one string", { label: "x", scopes: "a" }, ["scopes"]],
    ["no address", { label: "x", ip_allow_list: ["localhost"] }, ["ip_allow_list.0"]],
    ["too long a prefix", { label: "x", ip_allow_list: ["10.0.0.0/33"] }, ["ip_allow_list.0"]],
    ["no prefix", { label: "x", ip_allow_list: ["10.0.0.0/"] }, ["ip_allow_list.0"]],
    ["30 February", { label: "x", expires_at: "2027-02-30 00:00:00" }, ["expires_at"]],
    ["a date alone", { label: "x", expires_at: "2027-02-03" }, ["expires_at"]],
    [
      "everything at once",
      { description: 1, scopes: 2, ip_allow_list: 3, expires_at: 4 },
      ["description", "expires_at", "ip_allow_list", "label", "scopes"]
    ]
  ])("400 for %s", ([, json, fields]) =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const before = yield* emulator.apiKeys.all
      const { envelope, status } = yield* create(json)
      assert.strictEqual(status, 400)
      assert.strictEqual(envelope["status"], 400)
      const validator = fieldsOf(envelope["validator"])
      assert.deepStrictEqual(Object.keys(validator).sort(), fields)
      for (const [name, message] of Object.entries(validator)) {
        assert.match(String(message), new RegExp(`^The ${name} field .+\\.$`))
      }
      assert.deepStrictEqual(yield* emulator.apiKeys.all, before)
    }).pipe(withEmulator)
  )

  it.scopedLive("takes the longest label, and every kind of address", () =>
    Effect.gen(function* () {
      const { status } = yield* create({
        label: "€".repeat(255),
        ip_allow_list: ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "::ffff:10.0.0.1"]
      })
      assert.strictEqual(status, 200)
    }).pipe(withEmulator)
  )

  it.scopedLive.each(["", "{", "[]", "null", '"text"'])("400 for the body %j", (body) =>
    Effect.gen(function* () {
      const { envelope, status } = yield* call({ method: "POST", path: collection, body })
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(Object.keys(envelope), ["status", "error", "support_id"])
    }).pipe(withEmulator)
  )
})

describe("update", () => {
  it.scopedLive("answers as documented", () =>
    Effect.gen(function* () {
      const { envelope, status } = yield* update("123", { label: "New" })
      assert.strictEqual(status, 200)
      expectBody(envelope, Wire.updateApiKey)
    }).pipe(
      Effect.provide(Emulator.layer({ apiKeys: [ApiKeyRecord.make({ id: "123", label: "Old" })] }))
    )
  )

  it.effect("changes label, description and time, and nothing else", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const before = Option.getOrThrow(yield* emulator.apiKeys.get(Wire.keyId))
      yield* TestClock.setTime(Date.parse("2025-08-01T00:00:00Z"))
      yield* update(Wire.keyId, { label: "New", scopes: ["payments.create"] })
      assert.deepStrictEqual(Option.getOrThrow(yield* emulator.apiKeys.get(Wire.keyId)), {
        ...before,
        label: "New",
        updated_at: "2025-08-01 00:00:00"
      })
      yield* update(Wire.keyId, { label: "New", description: "Other" })
      const after = Option.getOrThrow(yield* emulator.apiKeys.get(Wire.keyId))
      assert.strictEqual(after.description, "Other")
    }).pipe(withEmulator)
  )

  it.scopedLive("400 without a label, 404 without a key", () =>
    Effect.gen(function* () {
      const { envelope, status } = yield* update(Wire.keyId, { description: "x" })
      assert.strictEqual(status, 400)
      assert.hasAllKeys(envelope["validator"], ["label"])
      assert.strictEqual((yield* update("none", { label: "x" })).status, 404)
    }).pipe(withEmulator)
  )
})

describe("state", () => {
  it.scopedLive("a test reads, sets and removes keys", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const path = `${collection}/api_key_mine`
      assert.lengthOf(yield* emulator.apiKeys.all, 4)
      assert.strictEqual((yield* call({ path })).status, 404)
      yield* emulator.apiKeys.set(ApiKeyRecord.make({ id: "api_key_mine", label: "Mine" }))
      assert.strictEqual((yield* call({ path })).status, 200)
      yield* emulator.apiKeys.remove("api_key_mine")
      assert.strictEqual((yield* call({ path })).status, 404)
      assert.isTrue(Option.isNone(yield* emulator.apiKeys.get("api_key_mine")))
    }).pipe(withEmulator)
  )

  it.scopedLive("a seed makes ids and secrets repeat", () =>
    Effect.gen(function* () {
      const random = (seed: string) =>
        Effect.all([create({ label: "x" }), create({ label: "y" })]).pipe(
          Effect.map((answers) =>
            answers.map(({ envelope }) => {
              const { id, secret } = fieldsOf(envelope["data"])
              return [id, secret, envelope["support_id"]]
            })
          ),
          Effect.provide(Emulator.layer({ seed }))
        )
      const first = yield* random("a")
      yield* Effect.sleep("2 millis")
      assert.deepStrictEqual(yield* random("a"), first)
      assert.notDeepEqual(yield* random("b"), first)
      assert.lengthOf(new Set(first.flat()), 6)
    })
  )

  it("a key's times have the form that the API prints", () => {
    for (const field of ["expires_at", "created_at", "updated_at"]) {
      for (const time of ["2020-01-01", "never", "2025-02-30 00:00:00"]) {
        const key = { id: "api_key_1", label: "Mine", [field]: time }
        assert.isTrue(
          Either.isLeft(Schema.decodeUnknownEither(ApiKeyRecord)(key)),
          `${field} ${time}`
        )
      }
      const key = { id: "api_key_1", label: "Mine", [field]: "2025-06-30 15:00:22" }
      assert.isTrue(Either.isRight(Schema.decodeUnknownEither(ApiKeyRecord)(key)), field)
    }
  })
})
