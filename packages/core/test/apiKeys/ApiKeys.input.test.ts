import { assert, describe, it } from "@effect/vitest"
import { Cause, DateTime, Effect, Exit, FastCheck, Schema } from "effect"
import { inspect } from "node:util"
import { ApiKeys, type ApiKeyInput, ValidationError } from "../../src/index.js"
import { BitGptTest, Reply, TestHttp } from "../../src/testing.js"
import type { ApiKeysService } from "../support/loopback.js"
import { clientOf } from "../support/scriptedServer.js"
import { runs } from "../support/runs.js"
import { hostileSecret } from "../support/secrets.js"
import { createApiKey } from "../support/wire.js"

const isWhatItWants = (_: unknown): _ is ApiKeyInput => true

/** Input as it comes from a caller without types. */
const untyped = (input: unknown): ApiKeyInput => (isWhatItWants(input) ? input : { label: "" })

const encode = Schema.encodeSync(Schema.parseJson(ValidationError))

type Call = (apiKeys: ApiKeysService) => Effect.Effect<unknown, unknown>

/** Runs a call that has to be refused by the client and by the test kit alike, with nothing sent. */
const refused = (call: Call) =>
  Effect.gen(function* () {
    const http = yield* TestHttp
    const error = yield* Effect.flip(Effect.flatMap(ApiKeys, call))
    assert.lengthOf(yield* http.requests, 0)
    if (!(error instanceof ValidationError)) return assert.fail(inspect(error))
    assert.strictEqual(error.attempts, 0)
    assert.isUndefined(error.status)
    assert.isFalse(error.isRetryable)
    assert.isFalse(error.mayHaveTakenEffect)
    assert.include(error.message, "Nothing was sent")
    const inMemory = yield* Effect.flip(
      Effect.flatMap(ApiKeys, call).pipe(Effect.provide(BitGptTest.layer()))
    )
    assert.deepStrictEqual(inMemory, error)
    return error
  }).pipe(Effect.provide(clientOf([])))

const fieldsOf = (call: Call) => Effect.map(refused(call), (error) => error.fields)

const creating = (input: unknown) => fieldsOf((_) => _.create(untyped(input)))

/** The body that a create goes out with. */
const sentFor = (input: ApiKeyInput) =>
  Effect.gen(function* () {
    yield* Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.create(input))
    const [request] = yield* Effect.flatMap(TestHttp, (http) => http.requests)
    const body: unknown = JSON.parse(request?.body ?? "")
    return body
  }).pipe(Effect.provide(clientOf([Reply.json(createApiKey)])))

describe("the input of create", () => {
  it.effect("is refused with all of its problems at once, by field", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* creating({
          label: "",
          description: 7,
          scopes: ["", "products.read", 7],
          ipAllowList: ["192.0.2", "192.0.2.1", null],
          expiresAt: DateTime.unsafeMake(Date.UTC(12026, 0)),
          ip_allow_list: []
        }),
        {
          label: "must not be empty",
          description: "must be text",
          "scopes[0]": "must not be empty",
          "scopes[2]": "must be text, such as products.read",
          "ipAllowList[0]": "must be an IPv4 or IPv6 address, or a CIDR block such as 192.0.2.0/24",
          "ipAllowList[2]": "must be text",
          expiresAt: "must be of a year of four digits",
          ip_allow_list: "is unknown: this call has no such field"
        }
      )
    })
  )

  it.effect("lists some of them in the message, and says how many there are more", () =>
    Effect.gen(function* () {
      const error = yield* refused((_) =>
        _.create({ label: "", scopes: Array.from({ length: 9 }, () => "") })
      )
      assert.lengthOf(Object.keys(error.fields), 10)
      assert.include(error.message, "label: must not be empty")
      assert.include(error.message, "and 5 more")
    })
  )

  it.effect("may be none at all for a caller without types", () =>
    Effect.gen(function* () {
      for (const input of [undefined, null, 7, "Checkout", []]) {
        assert.deepStrictEqual(yield* creating(input), { input: "has the wrong form" })
      }
      assert.deepStrictEqual(yield* creating({}), { label: "is missing" })
    })
  )

  it.effect("has a label of 1 to 255 characters, whatever they are", () =>
    Effect.gen(function* () {
      for (const character of ["a", "ü", "🗝", "\u{10ffff}"]) {
        for (const length of [1, 255]) {
          const label = character.repeat(length)
          assert.propertyVal(yield* sentFor({ label }), "label", label)
        }
        assert.deepStrictEqual(yield* creating({ label: character.repeat(256) }), {
          label: "must not be longer than 255 characters"
        })
      }
      for (const label of [null, 7, ["Checkout"]]) {
        assert.deepStrictEqual(yield* creating({ label }), { label: "must be text" })
      }
    })
  )

  it.effect("has scopes that need not be known", () =>
    Effect.gen(function* () {
      const scopes = ["products.read", "from.the.future"]
      assert.deepInclude(yield* sentFor({ label: "a", scopes }), { scopes })
      assert.deepInclude(yield* sentFor({ label: "a", scopes: [] }), { scopes: [] })
      for (const wrong of [null, "products.read", { 0: "products.read" }]) {
        assert.deepStrictEqual(yield* creating({ label: "a", scopes: wrong }), {
          scopes: "must be a list"
        })
      }
    })
  )

  it.effect("has addresses and blocks of both kinds as they were written", () =>
    Effect.gen(function* () {
      const ipAllowList = ["192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:DB8::/32", "::/0"]
      assert.deepInclude(yield* sentFor({ label: "a", ipAllowList }), {
        ip_allow_list: ipAllowList
      })
      for (const entry of ["", "localhost", "192.0.2.0/33", "::1/129", "fe80::1%eth0", " ::1"]) {
        const fields = yield* creating({ label: "a", ipAllowList: [entry] })
        assert.deepStrictEqual(Object.keys(fields), ["ipAllowList[0]"])
      }
    })
  )

  it.effect("has an expiry of any zone, sent in UTC and to the second", () =>
    Effect.gen(function* () {
      const utc = DateTime.unsafeMake("2026-05-30T20:23:16.999Z")
      const zoned = DateTime.unsafeSetZoneNamed(utc, "America/New_York")
      const offset = DateTime.unsafeMakeZoned(utc, { timeZone: 5.5 * 60 * 60 * 1000 })
      for (const expiresAt of [utc, zoned, offset]) {
        assert.propertyVal(
          yield* sentFor({ label: "a", expiresAt }),
          "expires_at",
          "2026-05-30 20:23:16"
        )
      }
      assert.propertyVal(
        yield* sentFor({ label: "a", expiresAt: DateTime.unsafeMake("9999-12-31T23:59:59.999Z") }),
        "expires_at",
        "9999-12-31 23:59:59"
      )
      for (const year of [-1, 10_000, 200_000]) {
        const expiresAt = DateTime.unsafeMake(Date.UTC(year, 5))
        assert.deepStrictEqual(yield* creating({ label: "a", expiresAt }), {
          expiresAt: "must be of a year of four digits"
        })
      }
      for (const expiresAt of [null, "2026-05-30 20:23:16", new Date(), 7]) {
        assert.deepStrictEqual(yield* creating({ label: "a", expiresAt }), {
          expiresAt: "must be a DateTime"
        })
      }
    })
  )
})

describe("the input of update", () => {
  it.effect("is refused with the id's problems and all others at once", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* fieldsOf((_) =>
          _.update("a/b", untyped({ label: "", description: null, scopes: [] }))
        ),
        {
          id: "must not contain any of / \\ ? #",
          label: "must not be empty",
          description: "must be text",
          scopes: "is unknown: this call has no such field"
        }
      )
      for (const [id, problem] of [
        ["", "must not be empty"],
        [hostileSecret, "is a secret, not an id"],
        ["a..b", 'must not be "." or contain ".."'],
        ["a\n", "must not contain control or broken characters"]
      ] as const) {
        assert.deepStrictEqual(yield* fieldsOf((_) => _.withResponse.update(id, { label: "a" })), {
          id: problem
        })
      }
    })
  )
})

describe("what is refused", () => {
  const secrets = FastCheck.constantFrom<unknown>(
    hostileSecret,
    [hostileSecret],
    { value: hostileSecret },
    { [Symbol.toPrimitive]: () => hostileSecret, toJSON: () => hostileSecret },
    new Error(hostileSecret),
    new Map([[hostileSecret, hostileSecret]])
  )
  const inputs = FastCheck.record(
    {
      label: FastCheck.oneof(
        secrets,
        FastCheck.constant(hostileSecret.repeat(20)),
        FastCheck.constant("")
      ),
      description: secrets,
      scopes: secrets,
      ipAllowList: secrets,
      expiresAt: secrets,
      other: secrets
    },
    { requiredKeys: ["ipAllowList"] }
  )

  it.effect.prop(
    "is repeated in no text",
    [secrets, inputs],
    ([id, input]) =>
      Effect.gen(function* () {
        const calls: ReadonlyArray<Call> = [
          (_) => _.create(untyped(input)),
          (_) => _.withResponse.create(untyped(input)),
          (_) => _.update(String(id), untyped(input)),
          (_) => _.update("a", untyped(input)),
          (_) => _.get(hostileSecret)
        ]
        for (const call of calls) {
          const error = yield* refused(call)
          const texts = [
            error.message,
            String(error),
            inspect(error, { depth: Infinity, showHidden: true }),
            JSON.stringify(error),
            Cause.pretty(Cause.fail(error)),
            error.stack ?? "",
            encode(error),
            String(Exit.fail(error))
          ]
          for (const text of texts) assert.notInclude(text, "qsecret")
        }
      }),
    { fastCheck: runs(20) }
  )
})

describe("an input", () => {
  it.effect("is checked when the call is run, not when it is made", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      const input = { label: "" }
      const call = apiKeys.create(input)
      input.label = "Checkout"
      yield* call
    }).pipe(Effect.provide(clientOf([Reply.json(createApiKey)])))
  )
})
