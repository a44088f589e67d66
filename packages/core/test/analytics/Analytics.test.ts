import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, flow, Inspectable, Option, Redacted, Schema } from "effect"
import { inspect } from "node:util"
import { Analytics, ApiKeyAnalytics, WebhookAnalytics } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over, type SocketClient } from "../support/loopback.js"
import { type Answer, failure, placeholder, sentTo, serverWith } from "../support/resources.js"
import { apiKeyAnalytics, dashboardRequest, webhookAnalytics } from "./samples.js"

const [fetchClient] = clients

/** What a call gives when it is tried again, and its requests. */
const twice = <A, E>(
  client: SocketClient,
  answer: Answer,
  call: (analytics: typeof Analytics.Service) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    const server = yield* serverWith(failure(503), answer)
    const figures = yield* Effect.flatMap(Analytics, call).pipe(over(client, server))
    return { figures, requests: server.requests.map(({ method, url }) => `${method} ${url}`) }
  })

describe.each(clients)("Analytics over $name", (client) => {
  it.scopedLive("hands out the dashboard as it came, the placeholder too", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), placeholder)

      const dashboard = yield* Effect.flatMap(Analytics, (_) =>
        _.dashboard({ period: "last_day" })
      ).pipe(over(client, server))

      assert.deepStrictEqual(dashboard, { id: "123" })
      assert.deepStrictEqual(
        sentTo(server),
        Array.from({ length: 2 }, () => ["POST /analytics/dashboard", dashboardRequest])
      )
    })
  )

  it.scopedLive("tells how keys are used, as the documentation prints it", () =>
    Effect.gen(function* () {
      const { figures, requests } = yield* twice(client, apiKeyAnalytics, (_) => _.apiKeys())

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
      assert.deepStrictEqual(requests, ["GET /analytics/api_keys", "GET /analytics/api_keys"])
    })
  )

  it.scopedLive("tells how webhooks are delivered, as the documentation prints it", () =>
    Effect.gen(function* () {
      const { figures, requests } = yield* twice(client, webhookAnalytics, (_) => _.webhooks())

      const delay = Option.flatMap(figures.dayMetrics, (_) => _.avgDelayMs)
      assert.deepStrictEqual(delay, Option.some(6.44))
      const [first, second] = Option.getOrThrow(figures.lastEvents)
      assert.deepStrictEqual(first?.id, Option.some("125"))
      assert.deepStrictEqual(first?.done, Option.some(false))
      assert.deepStrictEqual(first?.payload, Option.none())
      assert.deepStrictEqual(
        Option.map(second?.payload ?? Option.none(), Redacted.value),
        Option.some({ name: "Ho", description: "Hu" })
      )
      assert.deepStrictEqual(second?.firstSentAt, Option.none())
      assert.deepStrictEqual(requests, ["GET /analytics/webhooks", "GET /analytics/webhooks"])
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

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const entriesOf = (value: object) => Object.entries<unknown>({ ...value })

/** The paths of all fields, lists included. */
const pathsIn = (
  value: unknown,
  path: ReadonlyArray<string> = []
): ReadonlyArray<ReadonlyArray<string>> =>
  isObject(value)
    ? entriesOf(value).flatMap(([key, field]) => [
        [...path, key],
        ...(free.includes(key) ? [] : pathsIn(field, [...path, key]))
      ])
    : []

/** A copy with another value at the path. */
const replaceIn = (value: unknown, [key, ...rest]: ReadonlyArray<string>, by: unknown): unknown => {
  if (key === undefined || !isObject(value)) return by
  const copy = entriesOf(value).map(
    ([name, field]) => [name, name === key ? replaceIn(field, rest, by) : field] as const
  )
  return Array.isArray(value) ? copy.map(([, field]) => field) : Object.fromEntries(copy)
}

const odd = FastCheck.oneof(
  FastCheck.jsonValue(),
  FastCheck.constantFrom("", "NaN", "Infinity", [null], [5], {})
)

/** Every figure that is known, by its path. */
const known = (value: unknown, path = ""): ReadonlyMap<string, string> => {
  if (Option.isOption(value)) return Option.isSome(value) ? known(value.value, path) : new Map()
  if (Redacted.isRedacted(value)) return new Map([[path, JSON.stringify(Redacted.value(value))]])
  if (!isObject(value) || DateTime.isDateTime(value)) {
    return new Map([[path, String(value)]])
  }
  return new Map(entriesOf(value).flatMap(([key, field]) => [...known(field, `${path}.${key}`)]))
}

interface Analytic {
  readonly name: string
  readonly wire: object
  readonly decode: (wire: unknown) => { readonly raw: Redacted.Redacted<unknown> }
  readonly again: (wire: unknown) => unknown
}

const analytics: ReadonlyArray<Analytic> = [
  {
    name: "ApiKeyAnalytics",
    wire: apiKeyAnalytics.data,
    decode: Schema.decodeUnknownSync(ApiKeyAnalytics),
    again: flow(Schema.decodeUnknownSync(ApiKeyAnalytics), Schema.encodeSync(ApiKeyAnalytics))
  },
  {
    name: "WebhookAnalytics",
    wire: webhookAnalytics.data,
    decode: Schema.decodeUnknownSync(WebhookAnalytics),
    again: flow(Schema.decodeUnknownSync(WebhookAnalytics), Schema.encodeSync(WebhookAnalytics))
  }
]

describe.each(analytics)("$name", ({ again, decode, wire }) => {
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

    assert.deepStrictEqual(Redacted.value(decode(unknown).raw), unknown)
    assert.deepNestedPropertyVal(again(unknown), "new_metrics.p99", 5)
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
    const ofKeys = Schema.decodeUnknownSync(ApiKeyAnalytics)({
      most_used_api_keys: [{ auth: `Bearer ${secret}`, usage_count: 3 }],
      unknown: secret
    })
    const ofWebhooks = Schema.decodeUnknownSync(WebhookAnalytics)({
      last_events: [{ id: 1, payload: { secret }, response_body: JSON.stringify({ secret }) }]
    })

    for (const figures of [ofKeys, ofWebhooks]) {
      for (const text of [
        JSON.stringify(figures),
        Inspectable.format(figures),
        inspect(figures, { depth: 10, showHidden: true })
      ]) {
        assert.notInclude(text, secret)
      }
    }
    assert.deepStrictEqual(
      Option.map(ofKeys.mostUsedApiKeys, (rows) =>
        rows.map(({ auth }) => Option.map(auth, Redacted.value))
      ),
      Option.some([Option.some(`Bearer ${secret}`)])
    )
  })
})
