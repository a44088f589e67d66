import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Option, Schema } from "effect"
import { ApiKey, Envelope } from "../../../src/index.js"
import { Surroundings } from "../../../src/internal/answer/envelope.js"
import { getApiKey, getApiKeyWithSecret, permissionDenied } from "../../support/wire.js"

const KeyEnvelope = Envelope(ApiKey)
const decode = Schema.decodeUnknownSync(KeyEnvelope)
const encode = Schema.encodeSync(KeyEnvelope)
const decodeError = Schema.decodeUnknownSync(Surroundings)
const encodeError = Schema.encodeSync(Surroundings)

const decodes = (value: unknown) => Either.isRight(Schema.decodeUnknownEither(KeyEnvelope)(value))

/** What is none is left out on the wire, and not null. */
const withoutNull = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) => (part === null ? undefined : part))

/** What each of the fields that inform may be, and what it may not. */
const informing = {
  message: { field: "message", good: ["", "Resource created successfully"], odd: [1, {}, []] },
  env: { field: "env", good: ["development", "production", "staging"], odd: [1, {}, []] },
  error: { field: "error", good: ["", "Access denied"], odd: [1, {}, [], true] },
  log: {
    field: "log",
    good: [{ request_id: "req_1234567890" }, "a plain text", 5, false, [], [{ a: [1] }]],
    odd: []
  },
  validator: {
    field: "validator",
    good: [
      { email: "Invalid email address", password: "Password is required" },
      { address: { city: ["Too short", "Too loud"] } },
      {}
    ],
    odd: ["no", 1, true]
  },
  support_id: {
    field: "supportId",
    good: [
      "018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6",
      "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6",
      "anything"
    ],
    odd: [1, {}, []]
  }
} as const

describe("a success", () => {
  it.each([
    ["the documented answer", getApiKey],
    ["the documented answer with a secret", getApiKeyWithSecret],
    [
      "with everything in it",
      {
        ...getApiKey,
        log: { request_id: "req_1234567890" },
        validator: { email: "Invalid email address" },
        support_id: "support_1"
      }
    ]
  ])("goes back to the wire as it came: %s", (_, body) => {
    assert.deepStrictEqual<unknown>(encode(decode(body)), withoutNull(body))
  })

  describe.each(Object.entries(informing))("%s", (name, { field, good, odd }) => {
    it("is kept in every documented form", () => {
      for (const value of good) {
        assert.deepStrictEqual(decode({ ...getApiKey, [name]: value })[field], Option.some(value))
        assert.deepStrictEqual(decodeError({ [name]: value })[field], Option.some(value))
      }
    })

    it("is none where it is missing, null or of another form", () => {
      const missing = Object.fromEntries(Object.entries(getApiKey).filter(([key]) => key !== name))
      for (const body of [
        missing,
        ...[null, ...odd].map((value) => ({ ...getApiKey, [name]: value }))
      ]) {
        assert.isTrue(Option.isNone(decode(body)[field]))
        assert.isTrue(Option.isNone(decodeError(body)[field]))
      }
    })
  })

  it("needs status and data, and nothing else", () => {
    assert.isTrue(decodes({ status: 200, data: getApiKey.data }))
    assert.isFalse(decodes({ data: getApiKey.data }))
    assert.isFalse(decodes({ status: 200 }))
    assert.isFalse(decodes({ status: 200, data: null }))
    for (const status of ["200", 200.5, null, true]) {
      assert.isFalse(decodes({ status, data: getApiKey.data }), String(status))
    }
    for (const body of [null, [], "text", 200]) assert.isFalse(decodes(body), JSON.stringify(body))
  })

  it("may have fields that nobody knows yet", () => {
    const body = { ...getApiKey, version: 2, meta: { next: null } }
    assert.deepStrictEqual<unknown>(encode(decode(body)), withoutNull(getApiKey))
  })

  it("holds any data", () => {
    const Numbers = Envelope(Schema.Array(Schema.NumberFromString))
    const body = { status: 201, data: ["1", "2"] }
    assert.deepStrictEqual(Schema.decodeUnknownSync(Numbers)(body).data, [1, 2])
  })
})

describe("an error", () => {
  it("has what the documented one says", () => {
    const envelope = decodeError(permissionDenied)
    assert.deepStrictEqual(envelope.status, Option.some(403))
    assert.deepStrictEqual(envelope.error, Option.some(permissionDenied.error))
    assert.deepStrictEqual(envelope.supportId, Option.some(permissionDenied.support_id))
    assert.deepStrictEqual(decodeError(encodeError(envelope)), envelope)
    assert.deepInclude<unknown>(encodeError(envelope), permissionDenied)
  })

  it.each([1, "5", "Tue, 24 Nov 2026 11:00:00 GMT"])("may say when to come back: %j", (value) => {
    assert.deepStrictEqual(decodeError({ retry_after: value }).retryAfter, Option.some(value))
  })

  it.prop(
    "can be any object",
    [FastCheck.dictionary(FastCheck.string(), FastCheck.jsonValue())],
    ([body]) => {
      assert.isTrue(Either.isRight(Schema.decodeUnknownEither(Surroundings)(body)))
    }
  )

  const field = FastCheck.constantFrom("status", "retry_after", ...Object.keys(informing))

  it.prop(
    "can be any object with fields of the documented names",
    [FastCheck.dictionary(field, FastCheck.jsonValue())],
    ([body]) => {
      assert.isTrue(Either.isRight(Schema.decodeUnknownEither(Surroundings)(body)))
    }
  )
})

it("changes no prototype, whatever a body is called", () => {
  const body: unknown = JSON.parse(
    '{"status":400,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
      '"validator":{"__proto__":{"polluted":"1"},"constructor":"a"},"log":{"__proto__":{"polluted":1}}}'
  )
  decodeError(body)
  assert.notProperty({}, "polluted")
  assert.notProperty(Object, "polluted")
})
