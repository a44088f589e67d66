// What reaches a collector, over sockets all the way, held against OpenTelemetry's conventions for
// HTTP clients. Names come from their own package.
import { assert, layer } from "@effect/vitest"
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  METRIC_HTTP_CLIENT_REQUEST_DURATION
} from "@opentelemetry/semantic-conventions"
import { ATTR_URL_TEMPLATE } from "@opentelemetry/semantic-conventions/incubating"
import { Context, Effect, Layer, Redacted } from "effect"
import type { ReceivedSpan } from "../support/collector.js"
import { twoRetries } from "../support/two-retries.js"

const kinds = { internal: 1, client: 3 }
const statuses = { ok: 1, error: 2 }
const supportId = "bitgpt.support_id"

class Run extends Context.Tag("Run")<Run, Effect.Effect.Success<typeof twoRetries>>() {}

const byStart = (spans: ReadonlyArray<ReceivedSpan>): ReadonlyArray<ReceivedSpan> =>
  spans.toSorted((one, other) => Number(one.start - other.start))

const Once = Layer.scoped(Run, twoRetries)

// Sockets need the real clock.
layer(Once, { excludeTestServices: true })("OpenTelemetry", (it) => {
  const received = Effect.map(Run, ({ accessToken, baseUrl, collector }) => {
    const spans = byStart(collector.spans())
    const clients = spans.filter(({ kind }) => kind === kinds.client)
    const common = {
      [ATTR_HTTP_REQUEST_METHOD]: "GET",
      [ATTR_URL_TEMPLATE]: "/developers/api_keys/{id}",
      [ATTR_SERVER_ADDRESS]: "127.0.0.1"
    }
    const port = Number(new URL(baseUrl).port)
    return { accessToken, spans, clients, common, port, collector, points: collector.points() }
  })

  it.effect("a call is a span below the application's, an attempt a span below the call's", () =>
    Effect.gen(function* () {
      const { clients, spans } = yield* received
      const named = (name: string) => spans.filter((span) => span.name === name)
      const [root] = named("pay")
      const [missing, retried] = named("ApiKeys.get")
      assert.lengthOf(spans, 7)
      assert.isUndefined(root?.parentSpanId)
      for (const call of [missing, retried]) {
        assert.strictEqual(call?.parentSpanId, root?.spanId)
        assert.strictEqual(call?.kind, kinds.internal)
      }
      assert.deepStrictEqual(
        clients.map(({ parentSpanId }) => parentSpanId),
        [missing, retried, retried, retried].map((call) => call?.spanId)
      )
      assert.lengthOf(new Set(spans.map(({ traceId }) => traceId)), 1)
    })
  )

  it.effect("spans of attempts are named and attributed as the conventions say", () =>
    Effect.gen(function* () {
      const { clients, common, port } = yield* received
      for (const { name } of clients) assert.strictEqual(name, "GET /developers/api_keys/{id}")
      // `url.full` is left out on purpose: it would have the key's id in it.
      const attempt = { ...common, [ATTR_SERVER_PORT]: port }
      const status = ATTR_HTTP_RESPONSE_STATUS_CODE
      const resends = ATTR_HTTP_REQUEST_RESEND_COUNT
      assert.deepStrictEqual(
        clients.map(({ attributes: { [supportId]: _, ...attributes } }) => attributes),
        [
          { ...attempt, [status]: 404, [ATTR_ERROR_TYPE]: "404" },
          { ...attempt, [status]: 503, [ATTR_ERROR_TYPE]: "503" },
          { ...attempt, [resends]: 1, [ATTR_ERROR_TYPE]: "TransportError" },
          { ...attempt, [resends]: 2, [status]: 200 }
        ]
      )
      assert.deepStrictEqual(
        clients.map(({ attributes }) => typeof attributes[supportId]),
        ["string", "string", "undefined", "string"]
      )
    })
  )

  it.effect("what failed has the status of an error, what a retry saved has not", () =>
    Effect.gen(function* () {
      const { clients, spans } = yield* received
      const { error, ok } = statuses
      assert.deepStrictEqual(
        clients.map(({ status }) => status),
        [error, error, error, ok]
      )
      assert.deepStrictEqual(
        spans.filter(({ name }) => name === "ApiKeys.get").map(({ status }) => status),
        [error, ok]
      )
    })
  )

  it.effect("durations are a histogram in seconds with the advised bounds", () =>
    Effect.gen(function* () {
      const { common, points, port, spans } = yield* received
      const durations = points.filter(({ name }) => name === METRIC_HTTP_CLIENT_REQUEST_DURATION)
      for (const { bounds, bucketCounts, type, unit } of durations) {
        assert.strictEqual(type, "histogram")
        assert.strictEqual(unit, "s")
        assert.deepStrictEqual(
          bounds,
          [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
        )
        assert.lengthOf(bucketCounts ?? [], 15)
        assert.strictEqual(
          bucketCounts?.reduce((total, count) => total + count, 0),
          1
        )
      }

      // Tags of Effect's metrics are text, and its unit is one of them: so numbers come as text here,
      // and the unit a second time.
      const tags = { ...common, [ATTR_SERVER_PORT]: String(port), unit: "s" }
      assert.sameDeepMembers(
        durations.map(({ attributes }) => attributes),
        [
          { ...tags, [ATTR_HTTP_RESPONSE_STATUS_CODE]: "404", [ATTR_ERROR_TYPE]: "404" },
          { ...tags, [ATTR_HTTP_RESPONSE_STATUS_CODE]: "503", [ATTR_ERROR_TYPE]: "503" },
          { ...tags, [ATTR_ERROR_TYPE]: "TransportError" },
          { ...tags, [ATTR_HTTP_RESPONSE_STATUS_CODE]: "200" }
        ]
      )

      // A call's span is around all that its attempts take.
      const calls = spans.filter(({ name }) => name === "ApiKeys.get")
      const seconds = calls.reduce((total, { end, start }) => total + Number(end - start) / 1e9, 0)
      assert.isAtMost(
        durations.reduce((total, { sum }) => total + (sum ?? NaN), 0),
        seconds
      )
      for (const { sum } of durations) {
        // The server waits as long before it answers.
        assert.isAtLeast(sum ?? NaN, 0.025)
      }
    })
  )

  it.effect("requests are counted by outcome, retries by what led to them", () =>
    Effect.gen(function* () {
      const { points } = yield* received
      const counts = (name: string, tag: string) =>
        points
          .filter((point) => point.name === name)
          .map(({ attributes, value }) => [attributes[tag], value] as const)
      assert.sameDeepMembers(counts("bitgpt.client.requests", "outcome"), [
        ["NotFoundError", 1],
        ["ServerError", 1],
        ["TransportError", 1],
        ["success", 1]
      ])
      assert.sameDeepMembers(counts("bitgpt.client.retries", "error.type"), [
        ["ServerError", 1],
        ["TransportError", 1]
      ])
    })
  )

  it.effect("nothing that was sent has the token in it, or a key's id", () =>
    Effect.gen(function* () {
      const { accessToken, collector } = yield* received
      const text = collector.received()
      assert.include(text, "resourceSpans")
      assert.include(text, "resourceMetrics")
      for (const word of [Redacted.value(accessToken), "api_key_0197", "api_key_of_nobody"])
        assert.notInclude(text, word)
    })
  )
})
