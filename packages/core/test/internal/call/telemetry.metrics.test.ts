import { assert, describe, it } from "@effect/vitest"
import {
  Effect,
  Fiber,
  HashMap,
  Logger,
  LogLevel,
  Metric,
  MetricKeyType,
  MetricState,
  Option,
  TestClock
} from "effect"
import { RetryPolicy, Telemetry, TimeoutPolicy } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import {
  clientOf,
  found,
  getKey,
  lost,
  scripted,
  type ScriptedServer
} from "../../support/scriptedServer.js"
import { atOnce, endsAfter, start, withJitter } from "../../support/time.js"
import { keyId } from "../../support/wire.js"

/** Metrics are global: each test has a host, and so a label, of its own. */
const own = (test: string) => {
  const tag = `${test}.example`
  return {
    run: (http: ScriptedServer) =>
      getKey.pipe(
        Effect.provide(clientOf(http, { baseUrl: `https://${tag}` })),
        Effect.tagMetrics("test", tag),
        withJitter(0)
      ),
    requests: (outcome: string) => count(Telemetry.requests, tag, "outcome", outcome),
    retries: (error: string) => count(Telemetry.retries, tag, "error.type", error),
    durations: durationsOf(tag)
  }
}

/** The count of a test's calls of `ApiKeys.get` with one label more. */
const count = (
  metric: Metric.Metric.Counter<number>,
  test: string,
  ...label: readonly [key: string, value: string]
): Effect.Effect<number> =>
  metric.pipe(
    Metric.tagged("test", test),
    Metric.tagged("bitgpt.operation", "ApiKeys.get"),
    Metric.tagged(...label),
    Metric.value,
    Effect.map((state) => state.count)
  )

interface Durations {
  readonly tags: Readonly<Record<string, string>>
  readonly count: number
  readonly sum: number
}

const durationsOf = (host: string): Effect.Effect<ReadonlyArray<Durations>> =>
  Effect.map(Metric.snapshot, (pairs) =>
    pairs.flatMap(({ metricKey, metricState }) => {
      const tags = Object.fromEntries(metricKey.tags.map(({ key, value }) => [key, value]))
      return metricKey.name === "http.client.request.duration" &&
        tags["server.address"] === host &&
        MetricState.isHistogramState(metricState)
        ? [{ tags, count: metricState.count, sum: metricState.sum }]
        : []
    })
  )

describe("requests by outcome", () => {
  it.effect("counts each attempt", () =>
    Effect.gen(function* () {
      const { requests, run } = own("each-attempt")
      yield* atOnce(run(scripted([Reply.error(503), lost, found])))
      assert.strictEqual(yield* requests("ServerError"), 1)
      assert.strictEqual(yield* requests("TransportError"), 1)
      assert.strictEqual(yield* requests("success"), 1)
      yield* atOnce(run(scripted([found])))
      assert.strictEqual(yield* requests("success"), 2)
    })
  )

  const outcomes: ReadonlyArray<readonly [tag: string, outcome: Reply.Reply]> = [
    ["AuthenticationError", Reply.error(401)],
    ["PermissionDeniedError", Reply.error(403)],
    ["NotFoundError", Reply.error(404)],
    ["ValidationError", Reply.error(422)],
    ["RateLimitError", Reply.error(429)],
    ["ServerError", Reply.error(500)],
    ["UnexpectedStatusError", Reply.error(302)],
    ["TransportError", lost],
    ["DecodeError", Reply.json({})],
    ["defect", Effect.dieMessage("as scripted")]
  ]

  for (const [tag, outcome] of outcomes) {
    it.effect(`knows ${tag}`, () =>
      Effect.gen(function* () {
        const { requests, run } = own(`outcome-${tag.toLowerCase()}`)
        const call = run(scripted(outcome))
        yield* call.pipe(Effect.provide(RetryPolicy.none), Effect.exit, atOnce)
        assert.strictEqual(yield* requests(tag), 1)
      })
    )
  }

  it.effect("keeps the outcomes of answers with the same status apart", () =>
    Effect.gen(function* () {
      const { requests } = own("same-status")
      const http = scripted([Reply.json({}), found, Reply.json({})])
      const client = clientOf(http, { baseUrl: "https://same-status.example" })
      yield* Effect.replicateEffect(Effect.exit(getKey), 3).pipe(
        Effect.provide(client),
        Effect.tagMetrics("test", "same-status.example"),
        atOnce
      )
      assert.strictEqual(yield* requests("DecodeError"), 2)
      assert.strictEqual(yield* requests("success"), 1)
    })
  )

  it.effect("counts an attempt that ran out of time once", () =>
    Effect.gen(function* () {
      const { requests, run } = own("out-of-time")
      const limits = TimeoutPolicy.layer({ total: "2 seconds" })
      const call = run(scripted(Reply.never))
      const fiber = yield* call.pipe(Effect.provide(limits), Effect.exit, start)
      yield* endsAfter(fiber, "2 seconds")
      assert.strictEqual(yield* requests("TimeoutError"), 1)
      assert.strictEqual(yield* requests("interrupted"), 0)
    })
  )

  it.effect("counts an attempt that was interrupted", () =>
    Effect.gen(function* () {
      const { requests, run } = own("interrupted")
      const fiber = yield* start(run(scripted(Reply.never)))
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(yield* requests("interrupted"), 1)
      assert.strictEqual(yield* requests("defect"), 0)
    })
  )
})

describe("duration", () => {
  it.effect("is that of each attempt, in seconds, under the labels of OpenTelemetry", () =>
    Effect.gen(function* () {
      const { durations, run } = own("durations")
      const http = scripted([
        Effect.delay(Reply.error(503), "3 seconds"),
        Effect.delay(lost, "2 seconds"),
        Effect.delay(found, "500 millis")
      ])
      const fiber = yield* start(run(http))
      yield* endsAfter(fiber, 5500)

      const labels = {
        test: "durations.example",
        unit: "s",
        "http.request.method": "GET",
        "url.template": "/developers/api_keys/{id}",
        "server.address": "durations.example",
        "server.port": "443"
      }
      assert.sameDeepMembers(Array.from(yield* durations), [
        {
          tags: { ...labels, "http.response.status_code": "503", "error.type": "503" },
          count: 1,
          sum: 3
        },
        { tags: { ...labels, "error.type": "TransportError" }, count: 1, sum: 2 },
        { tags: { ...labels, "http.response.status_code": "200" }, count: 1, sum: 0.5 }
      ])
    })
  )

  it.effect("does not hold the pauses between attempts", () =>
    Effect.gen(function* () {
      const { durations, run } = own("pauses")
      const http = scripted([Reply.error(503, { headers: { "retry-after": "30" } }), found])
      const fiber = yield* start(run(http))
      yield* endsAfter(fiber, "30 seconds")
      const sums = (yield* durations).map(({ sum }) => sum)
      assert.deepStrictEqual(sums, [0, 0])
    })
  )

  it.effect("is kept apart by status, with the status as the error where it says error", () =>
    Effect.gen(function* () {
      const { durations } = own("statuses")
      const http = scripted([400, 400, 422].map((status) => Reply.error(status)))
      const client = clientOf(http, { baseUrl: "https://statuses.example" })
      yield* atOnce(Effect.provide(Effect.replicateEffect(Effect.exit(getKey), 3), client))
      const found = (yield* durations).map(({ count, tags }) => [
        tags["http.response.status_code"],
        tags["error.type"],
        count
      ])
      assert.sameDeepMembers(found, [
        ["400", "400", 2],
        ["422", "422", 1]
      ])
    })
  )
})

describe("the metrics", () => {
  const metricNamed = (name: string, test: string) =>
    Effect.map(Metric.snapshot, (pairs) =>
      pairs.find(
        ({ metricKey }) =>
          metricKey.name === name && metricKey.tags.some(({ value }) => value === test)
      )
    )

  it.effect("have the names, forms and bounds that the documentation has", () =>
    Effect.gen(function* () {
      const { run } = own("names")
      yield* atOnce(run(scripted([Reply.error(503), found])))
      for (const name of ["bitgpt.client.requests", "bitgpt.client.retries"]) {
        const key = (yield* metricNamed(name, "names.example"))?.metricKey
        assert.isNotEmpty(key && Option.getOrUndefined(key.description), name)
        assert.isTrue(MetricKeyType.isCounterKey(key?.keyType) && key.keyType.incremental, name)
      }
      const duration = yield* metricNamed("http.client.request.duration", "names.example")
      if (!MetricState.isHistogramState(duration?.metricState)) return assert.fail("no histogram")
      assert.isNotEmpty(Option.getOrUndefined(duration.metricKey.description))
      assert.deepStrictEqual(
        duration.metricState.buckets.map(([bound]) => bound),
        // OpenTelemetry's, in seconds.
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Infinity]
      )
    })
  )

  it.effect("can be read where the library has written them", () =>
    Effect.gen(function* () {
      const client = clientOf(scripted([found]), { baseUrl: "https://read.example" })
      yield* atOnce(Effect.provide(getKey, client))
      const labels = {
        "http.request.method": "GET",
        "url.template": "/developers/api_keys/{id}",
        "server.address": "read.example",
        "server.port": "443",
        "http.response.status_code": "200"
      }
      const read = Object.entries(labels).reduce(
        (metric, [key, value]) => Metric.tagged(metric, key, value),
        Telemetry.requestDuration
      )
      assert.propertyVal(yield* Metric.value(read), "count", 1)
    })
  )
})

describe("retries", () => {
  it.effect("are counted by the error that led to them", () =>
    Effect.gen(function* () {
      const { retries, run } = own("retries")
      yield* atOnce(run(scripted([Reply.error(503), lost, found])))
      const counts = yield* Effect.forEach(["ServerError", "TransportError"], retries)
      assert.deepStrictEqual(counts, [1, 1])
    })
  )

  it.effect("are not counted where none follows", () =>
    Effect.gen(function* () {
      const { retries, run } = own("no-retries")
      const call = run(scripted(Reply.error(503)))
      yield* atOnce(Effect.exit(Effect.provide(call, RetryPolicy.none)))
      assert.strictEqual(yield* retries("ServerError"), 0)
    })
  )
})

describe("log", () => {
  interface Line {
    readonly level: LogLevel.LogLevel
    readonly text: string
  }

  const logging = <A, E>(effect: Effect.Effect<A, E>) =>
    Effect.gen(function* () {
      const lines: Array<Line> = []
      const logger = Logger.make(({ annotations, logLevel, message }) => {
        const text = JSON.stringify([message, Object.fromEntries(HashMap.toEntries(annotations))])
        lines.push({ level: logLevel, text })
      })
      const fiber = yield* effect.pipe(
        Effect.exit,
        Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
        Logger.withMinimumLogLevel(LogLevel.All),
        start
      )
      yield* TestClock.adjust("1 minute")
      yield* fiber
      return lines
    })

  it.effect("has one line for each retry, for those who debug", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503, { headers: { "retry-after": "3" } }), lost, found])
      const call = Effect.provide(getKey, clientOf(http))
      const lines = yield* logging(call.pipe(withJitter(0.25)))
      assert.deepStrictEqual(
        lines.map(({ level }) => level),
        [LogLevel.Debug, LogLevel.Debug]
      )
      for (const [line, words] of [
        [lines[0], ["ApiKeys.get", "ServerError", "3000 ms"]],
        [lines[1], ["ApiKeys.get", "TransportError", "250 ms"]]
      ] as const) {
        for (const word of words) assert.include(line?.text, word)
        assert.notInclude(line?.text, keyId)
      }
    })
  )

  it.effect("has nothing for calls that don't retry", () =>
    Effect.gen(function* () {
      const once = (outcome: Reply.Reply) => Effect.provide(getKey, clientOf(scripted([outcome])))
      assert.deepStrictEqual(yield* logging(once(found)), [])
      assert.deepStrictEqual(yield* logging(once(Reply.error(404))), [])
    })
  )

  it.effect("says when the retry budget is used up", () =>
    Effect.gen(function* () {
      const call = Effect.provide(getKey, clientOf(scripted([Reply.error(503)])))
      const policy = RetryPolicy.layer({ budget: { capacity: 0 } })
      const lines = yield* logging(Effect.provide(call, policy))
      assert.strictEqual(lines.length, 1)
      assert.strictEqual(lines[0]?.level, LogLevel.Debug)
      assert.include(lines[0]?.text, "budget")
    })
  )
})
