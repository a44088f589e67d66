import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, Inspectable, Option, Redacted, Schema } from "effect"
import { Analytics, ApiKeyAnalytics, WebhookAnalytics } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients } from "../support/loopback.js"
import { failure, over, placeholder, serverWith } from "../support/resources.js"
import { apiKeyAnalytics, dashboardRequest, webhookAnalytics } from "./samples.js"

const [fetchClient] = clients

describe.each(clients)("Analytics over $name", (client) => {
  it.scopedLive("hands out the dashboard as it came, the placeholder too", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), placeholder)

      const dashboard = yield* Effect.flatMap(Analytics, (_) =>
        _.dashboard({ period: "last_day" })
      ).pipe(over(client, server))

      assert.deepStrictEqual(dashboard, { id: "123" })
      assert.deepStrictEqual(
        server.requests.map(({ body, method, url }) => [`${method} ${url}`, JSON.parse(body)]),
        Array.from({ length: 2 }, () => ["POST /analytics/dashboard", dashboardRequest])
      )
    })
  )

  it.scopedLive("tells how keys are used, as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), apiKeyAnalytics)

      const figures = yield* Effect.flatMap(Analytics, (_) => _.apiKeys()).pipe(
        over(client, server)
      )

      assert.deepStrictEqual(
        Option.flatMap(figures.coreMetrics, (_) => _.avgLatencyMs),
        Option.some(67.5)
      )
      assert.deepStrictEqual(
        Option.flatMap(figures.prevCoreMetrics, (_) => _.pctUnder1s),
        Option.some(95)
      )
      assert.deepStrictEqual(
        Option.map(figures.hourlyMetrics, (rows) =>
          rows.map((row) => Option.map(row.hour, DateTime.formatIso))
        ),
        Option.some([
          Option.some("2025-07-30T15:00:00.000Z"),
          Option.some("2025-07-31T15:00:00.000Z")
        ])
      )
      assert.deepStrictEqual(
        figures.apiKeyMetrics30d,
        Option.some([{ apiKeyId: Option.none(), totalRequests: Option.some(4) }])
      )
      assert.deepStrictEqual(
        Option.flatMap(figures.latencyBreakdown, (_) => _.lessThan100ms),
        Option.some(233)
      )
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        ["GET /analytics/api_keys", "GET /analytics/api_keys"]
      )
    })
  )

  it.scopedLive("tells how webhooks are delivered, as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), webhookAnalytics)

      const figures = yield* Effect.flatMap(Analytics, (_) => _.webhooks()).pipe(
        over(client, server)
      )

      assert.deepStrictEqual(
        Option.flatMap(figures.dayMetrics, (_) => _.avgDelayMs),
        Option.some(6.44)
      )
      const [first, second] = Option.getOrThrow(figures.lastEvents)
      assert.deepStrictEqual(first?.id, Option.some("125"))
      assert.deepStrictEqual(first?.done, Option.some(false))
      assert.deepStrictEqual(first?.payload, Option.none())
      assert.deepStrictEqual(
        Option.map(second?.payload ?? Option.none(), Redacted.value),
        Option.some({ name: "Ho", description: "Hu" })
      )
      assert.deepStrictEqual(second?.firstSentAt, Option.none())
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        ["GET /analytics/webhooks", "GET /analytics/webhooks"]
      )
    })
  )
})

describe("Analytics.dashboard", () => {
  it.scopedLive("sends an object where no period is given", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      yield* Effect.flatMap(Analytics, (_) => _.dashboard()).pipe(over(fetchClient, server))

      assert.deepStrictEqual(
        server.requests.map(({ body }) => body),
        ["{}"]
      )
    })
  )

  it.scopedLive("refuses an empty period, with nothing sent", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      const error = yield* Effect.flatMap(Analytics, (_) => _.dashboard({ period: "" })).pipe(
        Effect.flip,
        over(fetchClient, server)
      )

      assertTag(error, "ValidationError")
      assert.deepStrictEqual(Object.keys(error.fields), ["period"])
      assert.isEmpty(server.requests)
    })
  )
})

/** What is handed out as it came, whatever is in it. */
const free = ["payload", "error"]

/** The paths of all fields, lists included. */
const pathsIn = (value: unknown, path: ReadonlyArray<string> = []): Array<ReadonlyArray<string>> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, field]) => [
        [...path, key],
        ...(free.includes(key) ? [] : pathsIn(field, [...path, key]))
      ])
    : []

/** A copy with another value at the path. */
const replaceIn = (value: unknown, [key, ...rest]: ReadonlyArray<string>, by: unknown): unknown => {
  if (key === undefined) return by
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : []
  const replaced = entries.map(([name, field]) => [
    name,
    name === key ? replaceIn(field, rest, by) : field
  ])
  const copy: unknown = Object.fromEntries(replaced)
  return Array.isArray(value) ? Object.values(Object(copy)) : copy
}

const odd = FastCheck.oneof(
  FastCheck.jsonValue(),
  FastCheck.constantFrom("", "NaN", "Infinity", [null], [5], {})
)

/** Every figure that is known, by its path. */
const known = (value: unknown, path = ""): ReadonlyMap<string, string> => {
  if (Option.isOption(value)) return Option.isSome(value) ? known(value.value, path) : new Map()
  if (Redacted.isRedacted(value)) return new Map([[path, JSON.stringify(Redacted.value(value))]])
  if (typeof value !== "object" || value === null || DateTime.isDateTime(value)) {
    return new Map([[path, String(value)]])
  }
  return new Map(
    Object.entries(value).flatMap(([key, field]) => [...known(field, `${path}.${key}`)])
  )
}

describe.each([
  ["ApiKeyAnalytics", ApiKeyAnalytics, apiKeyAnalytics.data],
  ["WebhookAnalytics", WebhookAnalytics, webhookAnalytics.data]
] as const)("%s", (_, schema, wire) => {
  const decode = Schema.decodeUnknownSync<{ readonly raw: unknown }, unknown>(schema)
  const encode = Schema.encodeSync<{ readonly raw: unknown }, unknown>(schema)
  const figuresIn = (wire: unknown) => known({ ...decode(wire), raw: Option.none() })

  it.prop(
    "loses one field for an odd value, and nothing else",
    [FastCheck.constantFrom(...pathsIn(wire)), odd],
    ([path, value]) => {
      const withOdd = figuresIn(replaceIn(wire, path, value))

      for (const [name, figure] of figuresIn(replaceIn(wire, path, null))) {
        assert.strictEqual(withOdd.get(name), figure, name)
      }
    }
  )

  it("takes nothing for granted", () => {
    for (const empty of [{}, []]) assert.strictEqual(figuresIn(empty).size, 0)
  })

  it.each([null, "text", 5, [1]])("does not read %j", (odd) => {
    assert.throws(() => decode(odd))
  })

  it("keeps what it doesn't know, for those who ask", () => {
    const unknown = { ...wire, new_metrics: { p99: 5 } }
    const figures = decode(unknown)

    assert.isTrue(Redacted.isRedacted(figures.raw))
    assert.deepStrictEqual([...known({ raw: figures.raw })], [[".raw", JSON.stringify(unknown)]])
    assert.propertyVal(encode(figures), "new_metrics", unknown.new_metrics)
  })
})

describe("figures", () => {
  const requestsOf = (total_requests: unknown) =>
    Option.flatMap(
      Schema.decodeUnknownSync(ApiKeyAnalytics)({ core_metrics: { total_requests } }).coreMetrics,
      ({ totalRequests }) => totalRequests
    )

  it.each([
    [4, 4],
    ["4", 4],
    ["67.50", 67.5],
    [0, 0]
  ])("are read from %j", (wire, expected) => {
    assert.deepStrictEqual(requestsOf(wire), Option.some(expected))
  })

  it.each(["", "four", "NaN", "Infinity", true, null, {}])("are none for %j", (wire) => {
    assert.deepStrictEqual(requestsOf(wire), Option.none())
  })
})

describe("secrets in analytics", () => {
  const secret = ["sk", "live", "c2VjcmV0".repeat(7)].join("_")

  it("are in no text of them", () => {
    const figures = [
      Schema.decodeUnknownSync(ApiKeyAnalytics)({
        most_used_api_keys: [{ auth: `Bearer ${secret}`, usage_count: 3 }],
        unknown: secret
      }),
      Schema.decodeUnknownSync(WebhookAnalytics)({
        last_events: [{ id: 1, payload: { secret }, response_body: JSON.stringify({ secret }) }]
      })
    ]

    for (const text of [
      JSON.stringify(figures),
      Inspectable.format(figures),
      Inspectable.stringifyCircular(figures),
      String(figures)
    ]) {
      assert.notInclude(text, secret)
    }
    assert.strictEqual(
      Option.getOrUndefined(
        Option.flatMap(figures[0]?.mostUsedApiKeys ?? Option.none(), ([row]) =>
          Option.map(row?.auth ?? Option.none(), Redacted.value)
        )
      ),
      `Bearer ${secret}`
    )
  })
})
