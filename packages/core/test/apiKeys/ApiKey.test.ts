import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, DateTime, Either, FastCheck, Option, Redacted, Schema } from "effect"
import { ApiKey, ApiKeyId, ApiKeyMetrics } from "../../src/index.js"
import { makeApiKey } from "../../src/testing.js"
import { runs } from "../support/runs.js"
import { getApiKey, getApiKeyWithSecret, sampleSecret, shownKeyId } from "../support/wire.js"

const decode = Schema.decodeUnknownSync(ApiKey)
const encode = Schema.encodeSync(ApiKey)
const decodes = (value: unknown) => Either.isRight(Schema.decodeUnknownEither(ApiKey)(value))

const isoOf = (time: Option.Option<DateTime.Utc>) =>
  Option.getOrUndefined(Option.map(time, DateTime.formatIso))

/** What is none is left out on the wire, and not null. */
const withoutNull = (body: object) =>
  Object.fromEntries(Object.entries<unknown>({ ...body }).filter(([, value]) => value !== null))

/** A body with another value in one field, or without the field. */
const change = (field: string, value: unknown) => ({ ...getApiKeyWithSecret.data, [field]: value })
const without = (field: string) =>
  Object.fromEntries(Object.entries(getApiKeyWithSecret.data).filter(([name]) => name !== field))

describe("a key from the wire", () => {
  it("has every documented field", () => {
    const key = decode({ ...getApiKeyWithSecret.data, updated_at: "2025-07-01 10:30:45" })
    assert.strictEqual(key.id, shownKeyId)
    assert.deepStrictEqual(
      key.organizationId,
      Option.some("org_0197c0f1-9589-7990-b421-4b806f637b0c")
    )
    assert.strictEqual(key.label, "My API Key")
    assert.deepStrictEqual(key.description, Option.some("Key for accessing product APIs"))
    assert.strictEqual(Redacted.value(Option.getOrThrow(key.secret)), sampleSecret)
    assert.deepStrictEqual(key.scopes, ["products.create"])
    assert.deepStrictEqual(key.ipAllowList, ["127.0.0.1"])
    assert.strictEqual(isoOf(key.expiresAt), "2026-05-30T20:23:16.000Z")
    assert.strictEqual(DateTime.formatIso(key.createdAt), "2025-06-30T15:05:47.000Z")
    assert.strictEqual(isoOf(key.updatedAt), "2025-07-01T10:30:45.000Z")
    const metrics = Option.getOrThrow(key.metrics)
    assert.deepStrictEqual(metrics.apiKeyId, Option.some(shownKeyId))
    assert.deepStrictEqual(metrics.totalRequests, Option.some(150))
    assert.strictEqual(isoOf(metrics.lastUsedAt), "2025-06-30T16:03:44.000Z")
  })

  it.each([
    ["the documented answer", getApiKey.data],
    ["the documented answer with a secret", getApiKeyWithSecret.data]
  ])("goes back to the wire as it came: %s", (_, body) => {
    assert.deepStrictEqual<unknown>(encode(decode(body)), withoutNull(body))
  })

  it("needs id, label, scopes, ip_allow_list and created_at", () => {
    for (const field of ["id", "label", "scopes", "ip_allow_list", "created_at"]) {
      assert.isFalse(decodes(without(field)), `${field} missing`)
      assert.isFalse(decodes(change(field, null)), `${field} null`)
    }
  })

  const optional = {
    organization_id: "organizationId",
    description: "description",
    secret: "secret",
    expires_at: "expiresAt",
    updated_at: "updatedAt",
    metrics: "metrics"
  } as const

  it.each(Object.entries(optional))("may lack %s, or have null for it", (field, name) => {
    for (const body of [without(field), change(field, null)]) {
      assert.strictEqual(decode(body)[name]._tag, "None")
      assert.deepStrictEqual(decode(encode(decode(body))), decode(body))
    }
  })

  it.each(["api_key_id", "total_requests", "last_used_at"])(
    "may lack metrics.%s, or have null for it",
    (field) => {
      const { metrics } = getApiKey.data
      const others = Object.fromEntries(Object.entries(metrics).filter(([name]) => name !== field))
      for (const metrics of [others, { ...others, [field]: null }]) {
        const key = decode({ ...getApiKey.data, metrics })
        const { apiKeyId, lastUsedAt, totalRequests } = Option.getOrThrow(key.metrics)
        assert.deepStrictEqual(
          [apiKeyId, totalRequests, lastUsedAt].map(({ _tag }) => _tag === "None"),
          [field === "api_key_id", field === "total_requests", field === "last_used_at"]
        )
      }
    }
  )

  it.each(["secret", "expires_at"])("has %s of the documented form or not at all", (field) => {
    for (const wrong of [1, true, ["x"]]) assert.isFalse(decodes(change(field, wrong)))
  })

  it.each(["organization_id", "description", "updated_at", "metrics"] as const)(
    "is not lost over a %s of another form",
    (field) => {
      for (const wrong of [1, true, ["x"], field === "updated_at" ? "soon" : 7]) {
        assert.isTrue(Option.isNone<unknown>(decode(change(field, wrong))[optional[field]]))
      }
    }
  )

  it("may have fields and scopes that nobody knows yet", () => {
    const key = decode({
      ...change("scopes", ["products.read", "refunds.read", ""]),
      color: "red",
      metrics: { total_requests: 1, errors: 5 }
    })
    assert.deepStrictEqual(key.scopes, ["products.read", "refunds.read", ""])
    assert.notProperty(key, "color")
    assert.notProperty(encode(key), "color")
  })

  it("may have addresses that are none, and no scopes or addresses", () => {
    const odd = ["999.1.1.1/99", "not an address"]
    assert.deepStrictEqual(decode(change("ip_allow_list", odd)).ipAllowList, odd)
    assert.deepStrictEqual(decode(change("ip_allow_list", [])).ipAllowList, [])
    assert.deepStrictEqual(decode(change("scopes", [])).scopes, [])
  })

  it("may have a secret of any form", () => {
    for (const secret of ["", "masked...", "a b"]) {
      const key = decode(change("secret", secret))
      assert.strictEqual(Redacted.value(Option.getOrThrow(key.secret)), secret)
    }
  })

  it("may have more requests than fit in 32 bits, but no part of one", () => {
    const metrics = (total_requests: number) => change("metrics", { total_requests })
    const many = Option.getOrThrow(decode(metrics(2 ** 40)).metrics)
    assert.deepStrictEqual(many.totalRequests, Option.some(2 ** 40))
    assert.isTrue(Option.isNone(Option.getOrThrow(decode(metrics(1.5)).metrics).totalRequests))
  })
})

describe("times", () => {
  const timeOf = (text: string) => DateTime.formatIso(decode(change("created_at", text)).createdAt)
  const backOf = (text: string) => encode(decode(change("created_at", text))).created_at

  it.each([
    ["2025-06-30 15:00:22", "2025-06-30T15:00:22.000Z"],
    ["2025-06-30 15:00:22.123", "2025-06-30T15:00:22.123Z"],
    ["2025-06-30 15:00:22.5", "2025-06-30T15:00:22.500Z"],
    ["2025-06-30T15:00:22Z", "2025-06-30T15:00:22.000Z"],
    ["2025-06-30T15:00:22.123Z", "2025-06-30T15:00:22.123Z"],
    ["2025-06-30T15:00:22.123456Z", "2025-06-30T15:00:22.123Z"],
    ["2025-06-30T15:00:22+02:00", "2025-06-30T13:00:22.000Z"],
    ["2024-02-29 23:59:59", "2024-02-29T23:59:59.000Z"],
    ["2000-02-29 00:00:00", "2000-02-29T00:00:00.000Z"],
    ["0000-01-01 00:00:00", "0000-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"]
  ])("%s is %s", (text, iso) => {
    assert.strictEqual(timeOf(text), iso)
  })

  it.each([
    "",
    "2025-06-30",
    "2025-06-30 15:00",
    "30.06.2025 15:00:22",
    "2025-02-30 15:00:22",
    "2025-02-29 15:00:22",
    "1900-02-29 15:00:22",
    "2025-13-01 15:00:22",
    "2025-00-10 15:00:22",
    "2025/06-30 15:00:22",
    "2025-06/30 15:00:22",
    "2025-06-30_15:00:22",
    "2025-06-30 15.00:22",
    "2025-06-30 15:00.22",
    // Next to the digits, in front of 0 and behind 9.
    "2025-06-3/ 15:00:22",
    "2025-06-1: 15:00:22",
    "2025-06-30 24:00:00",
    "2025-06-30T24:00:00Z",
    "2025-06-30 25:00:22",
    "2025-06-30 15:60:22",
    "2025-06-30 15:00:60",
    "2025-06-30 15:00:22 CET",
    " 2025-06-30 15:00:22",
    "2025-06-30 15:00:22\n",
    "12025-06-30 15:00:22",
    "0000-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "now"
  ])("%j is none", (text) => {
    assert.isFalse(decodes(change("created_at", text)))
  })

  it("can't be written in a year that has more than four digits", () => {
    const createdAt = DateTime.unsafeMake(Date.UTC(10_000, 0))
    const written = Schema.encodeEither(ApiKey)(makeApiKey({ createdAt }))
    assert(Either.isLeft(written))
    assert.include(written.left.message, "not a year of four digits")
  })

  it("are called what they are not where they are none", () => {
    const read = Schema.decodeUnknownEither(ApiKey)(change("created_at", "now"))
    assert(Either.isLeft(read))
    assert.include(read.left.message, "not a timestamp")
  })

  it("are none as numbers", () => {
    assert.isFalse(decodes(change("created_at", 1751295622)))
  })

  it("go back in the form in which BitGPT prints keys, with milliseconds where there are any", () => {
    assert.strictEqual(backOf("2025-06-30 15:00:22"), "2025-06-30 15:00:22")
    assert.strictEqual(backOf("2025-06-30 15:00:22.120"), "2025-06-30 15:00:22.120")
    assert.strictEqual(backOf("2025-06-30T15:00:22.000Z"), "2025-06-30 15:00:22")
    assert.strictEqual(backOf("2025-06-30T23:30:00.001-01:00"), "2025-07-01 00:30:00.001")
  })

  it("do not depend on the time zone of the machine", () => {
    const before = process.env["TZ"]
    try {
      for (const zone of ["America/New_York", "Asia/Kolkata", "UTC"]) {
        process.env["TZ"] = zone
        for (const text of ["2025-03-30 02:30:00", "2025-03-30 02:30:00.000"]) {
          assert.strictEqual(timeOf(text), "2025-03-30T02:30:00.000Z", zone)
        }
      }
    } finally {
      if (before === undefined) delete process.env["TZ"]
      else process.env["TZ"] = before
    }
  })

  const digits = (length: number, max: number) =>
    FastCheck.integer({ min: 0, max }).map((number) => String(number).padStart(length, "0"))

  it.prop(
    "are exactly the moments that the calendar has",
    [
      FastCheck.tuple(digits(4, 9999), digits(2, 13), digits(2, 32)),
      FastCheck.tuple(digits(2, 24), digits(2, 60), digits(2, 60))
    ],
    ([date, time]) => {
      const [day, clock] = [date.join("-"), time.join(":")]
      const read = Schema.decodeUnknownEither(ApiKey)(change("created_at", `${day} ${clock}`))
      const millis = Date.parse(`${day}T${clock}Z`)
      // What `Date` rolls over into another day is not on the calendar.
      const exists = !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(day)
      assert.strictEqual(Either.isRight(read), exists, `${day} ${clock}`)
      if (Either.isRight(read)) {
        assert.strictEqual(DateTime.toEpochMillis(read.right.createdAt), millis)
      }
    },
    { fastCheck: runs(2000) }
  )

  // Offsets can lead out of the years that have four digits.
  const zone = FastCheck.constantFrom("", "Z", "+00:00", "+14:00", "-12:00")
  const moment = FastCheck.date({
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true
  })
  const edge = FastCheck.constantFrom(
    new Date("0000-01-01T00:00:00.000Z"),
    new Date("9999-12-31T23:59:59.999Z")
  )
  const separator = FastCheck.constantFrom(" ", "T")

  it.prop(
    "that can be read can be written, and read again as the same",
    [FastCheck.oneof(moment, edge), separator, zone],
    ([date, separator, zone]) => {
      const text = date.toISOString().replace("T", separator).replace("Z", zone)
      const read = Schema.decodeUnknownEither(ApiKey)(change("created_at", text))
      if (Either.isLeft(read)) return
      const again = decode(encode(read.right))
      assert.strictEqual(
        DateTime.toEpochMillis(again.createdAt),
        DateTime.toEpochMillis(read.right.createdAt)
      )
    }
  )
})

describe("laws", () => {
  const textOf = (secret: Option.Option<Redacted.Redacted>) => Option.map(secret, Redacted.value)

  it.prop("every key comes back from its wire form", [ApiKey], ([key]) => {
    const wire: unknown = JSON.parse(JSON.stringify(encode(key)))
    const back = decode(wire)
    assert.isTrue(Schema.equivalence(ApiKey)(back, key))
    assert.deepStrictEqual(textOf(back.secret), textOf(key.secret))
    assert.deepStrictEqual<unknown>(encode(back), encode(key))
  })

  it.prop("the wire form has the names of the wire", [ApiKey], ([key]) => {
    for (const name of Object.keys(encode(key))) assert.match(name, /^[a-z_]+$/)
  })

  it("the arbitraries reach what laws are for", () => {
    const keys = FastCheck.sample(Arbitrary.make(ApiKey), { numRuns: 300, seed: 1 })
    assert.isTrue(keys.some(({ secret }) => Option.isSome(secret)))
    assert.isTrue(keys.some(({ secret }) => Option.isNone(secret)))
    assert.isTrue(keys.some(({ metrics }) => Option.isSome(metrics)))
    assert.isTrue(keys.some(({ createdAt }) => DateTime.toEpochMillis(createdAt) % 1000 !== 0))
  })
})

describe("ApiKey.make", () => {
  it("needs only what every key has", () => {
    const key = ApiKey.make({
      id: ApiKeyId.make("api_key_1"),
      label: "Checkout",
      scopes: [],
      ipAllowList: [],
      createdAt: DateTime.unsafeMake("2025-06-30T15:00:22Z")
    })
    assert.isTrue(Option.isNone(key.secret) && Option.isNone(key.metrics))
    assert.isTrue(Option.isNone(ApiKeyMetrics.make({}).lastUsedAt))
  })
})

describe("ApiKeyId", () => {
  const is = Schema.is(ApiKeyId)

  it.each(["api_key_1", "task_live_1", "1", "a key", "ä", "a.b", "😀", "a%2Fb", "key:1", "~"])(
    "%j is one",
    (id) => {
      assert.isTrue(is(id))
    }
  )

  it.each([
    "",
    ".",
    "..",
    "a/b",
    "/",
    "a\\b",
    "a?b",
    "a#b",
    "..a",
    "a..b",
    "\t",
    "a\u0000",
    "\u007f"
  ])("%j is none", (id) => {
    assert.isFalse(is(id))
  })

  it.each(["\ud800", "a\udc00", sampleSecret, sampleSecret.replace("live", "test")])(
    "%j is none either",
    (id) => {
      assert.isFalse(is(id))
    }
  )

  it.prop("every one stays a segment of its own in a URL", [ApiKeyId], ([id]) => {
    assert.isTrue(is(id))
    const { hash, origin, pathname, search } = new URL(
      `https://bitgpt.example/developers/api_keys/${encodeURIComponent(id)}`
    )
    assert.strictEqual(origin + search + hash, "https://bitgpt.example")
    const segments = pathname.split("/")
    assert.lengthOf(segments, 4)
    assert.strictEqual(decodeURIComponent(segments[3] ?? ""), id)
  })

  it.prop(
    "every other text is refused, or stays one too",
    [FastCheck.string({ unit: "binary" })],
    ([text]) => {
      if (!is(text)) return
      const url = new URL(`https://bitgpt.example/a/${encodeURIComponent(text)}`)
      assert.strictEqual(url.pathname.split("/").length, 3)
    }
  )
})
