import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Redacted, type Tracer } from "effect"
import { inspect } from "node:util"
import { ApiKeys, RetryPolicy } from "../../../src/index.js"
import { recordingTracer } from "../../support/recordingTracer.js"
import { attributesOf, parentOf, traced, traceparentOf } from "../../support/tracedCall.js"
import { getApiKey, keyId } from "../../support/wire.js"
import { Reply } from "../../../src/testing.js"
import { clientOf, found, getKey, lost, scripted } from "../../support/scriptedServer.js"
import { atOnce, start } from "../../support/time.js"

describe("spans", () => {
  it.effect("are one for the call and one below it for each attempt", () =>
    Effect.gen(function* () {
      const spans = yield* traced(scripted([Reply.error(503), lost, found]))
      assert.deepStrictEqual(
        spans.map(({ kind, name }) => [name, kind]),
        [
          ["ApiKeys.get", "internal"],
          ["GET /developers/api_keys/{id}", "client"],
          ["GET /developers/api_keys/{id}", "client"],
          ["GET /developers/api_keys/{id}", "client"]
        ]
      )
      const [call, ...attempts] = spans
      assert.isUndefined(parentOf(call))
      for (const attempt of attempts) assert.strictEqual(parentOf(attempt), call)
    })
  )

  it.effect("are below the caller's", () =>
    Effect.gen(function* () {
      const [outer, call] = yield* traced(scripted([found]), {}, Effect.withSpan("checkout"))
      assert.strictEqual(outer?.name, "checkout")
      assert.strictEqual(parentOf(call), outer)
    })
  )

  it.effect("tell the status of the status line, whatever the envelope says", () =>
    Effect.gen(function* () {
      const [, attempt] = yield* traced(scripted([Reply.json({ status: 404, error: "Not found" })]))
      assert.strictEqual(attempt?.attributes.get("http.response.status_code"), 200)
      assert.strictEqual(attempt?.attributes.get("error.type"), "NotFoundError")
    })
  )

  it.effect("of the asking for the token are below the attempt's", () =>
    Effect.gen(function* () {
      const token = Effect.succeed(Redacted.make("token-of-the-tests"))
      const accessToken = Effect.withSpan(token, "token")
      const { spans, tracer } = recordingTracer()
      yield* getKey.pipe(
        Effect.provide(clientOf(scripted([found]), { accessToken })),
        Effect.withSpan("main"),
        Effect.withTracer(tracer)
      )
      const [, , attempt, asking] = spans
      assert.strictEqual(asking?.name, "token")
      assert.strictEqual(parentOf(asking), attempt)
    })
  )

  it.effect("last as long as what they stand for, on Effect's clock", () =>
    Effect.gen(function* () {
      const http = scripted([
        Effect.delay(Reply.error(429, { headers: { "retry-after": "3" } }), "2 seconds"),
        Effect.delay(found, "1 second")
      ])
      const spans = yield* traced(http)
      const times = spans.map(({ status }) =>
        status._tag === "Ended"
          ? [status.startTime, status.endTime].map((n) => Number(n) / 1e9)
          : []
      )
      assert.deepStrictEqual(times, [
        [0, 6],
        [0, 2],
        [5, 6]
      ])
    })
  )

  it.effect("end with the outcome of what they stand for", () =>
    Effect.gen(function* () {
      const spans = yield* traced(scripted([Reply.error(503), found]))
      const succeeded = spans.map(({ status }) =>
        status._tag === "Ended" ? Exit.isSuccess(status.exit) : undefined
      )
      assert.deepStrictEqual(succeeded, [true, false, true])
    })
  )

  it.effect("end when the call is interrupted", () =>
    Effect.gen(function* () {
      const { spans, tracer } = recordingTracer()
      const call = Effect.provide(getKey, clientOf(scripted(Reply.never)))
      const fiber = yield* call.pipe(Effect.withTracer(tracer), start)
      yield* atOnce(Fiber.interrupt(fiber))
      assert.strictEqual(spans.length, 2)
      for (const { status } of spans) {
        assert.isTrue(status._tag === "Ended" && Exit.isInterrupted(status.exit))
      }
    })
  )
})

describe("attributes", () => {
  const request = {
    "http.request.method": "GET",
    "url.template": "/developers/api_keys/{id}",
    "server.address": "gateway.example",
    "server.port": 8443
  }

  it.effect("say which request it was and what came of it", () =>
    Effect.gen(function* () {
      const spans = yield* traced(scripted([Reply.json({ ...getApiKey, support_id: "support_1" })]))
      assert.deepStrictEqual(spans.map(attributesOf), [
        {},
        { ...request, "http.response.status_code": 200, "bitgpt.support_id": "support_1" }
      ])
    })
  )

  it.effect("count the resends and name the errors", () =>
    Effect.gen(function* () {
      const spans = yield* traced(
        scripted([
          Reply.error(503, { supportId: "support_2" }),
          lost,
          Reply.error(404, { supportId: "support_3" })
        ])
      )
      assert.deepStrictEqual(spans.map(attributesOf), [
        { "error.type": "NotFoundError" },
        {
          ...request,
          "http.response.status_code": 503,
          "error.type": "503",
          "bitgpt.support_id": "support_2"
        },
        { ...request, "http.request.resend_count": 1, "error.type": "TransportError" },
        {
          ...request,
          "http.request.resend_count": 2,
          "http.response.status_code": 404,
          "error.type": "404",
          "bitgpt.support_id": "support_3"
        }
      ])
    })
  )

  const failures: ReadonlyArray<
    readonly [name: string, outcome: Reply.Reply, attributes: Record<string, unknown>]
  > = [
    ["an attempt out of time", Reply.never, { "error.type": "TimeoutError" }],
    [
      "a body that breaks off",
      Reply.breakOff(Reply.json({ status: 200 }, { status: 200 }), 5),
      { "http.response.status_code": 200, "error.type": "TransportError" }
    ],
    [
      "an answer that can't be decoded",
      Reply.json({ status: 200, data: {} }),
      { "http.response.status_code": 200, "error.type": "DecodeError" }
    ],
    [
      "a redirect",
      Reply.error(302, { supportId: null }),
      { "http.response.status_code": 302, "error.type": "UnexpectedStatusError" }
    ]
  ]

  for (const [name, outcome, attributes] of failures) {
    it.effect(`tell of ${name}`, () =>
      Effect.gen(function* () {
        const [, attempt] = yield* traced(scripted(outcome), {}, Effect.provide(RetryPolicy.none))
        assert.deepStrictEqual(attributesOf(attempt), { ...request, ...attributes })
      })
    )
  }

  it.effect("tell of an interruption", () =>
    Effect.gen(function* () {
      const { spans, tracer } = recordingTracer()
      const call = Effect.provide(getKey, clientOf(scripted(Reply.never)))
      const fiber = yield* call.pipe(Effect.withTracer(tracer), start)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(attributesOf(spans[1]), { ...request, "error.type": "interrupted" })
    })
  )

  it.effect("have the port that the scheme stands for", () =>
    Effect.gen(function* () {
      for (const [baseUrl, port] of [
        ["https://gateway.example/bitgpt", 443],
        ["http://localhost/bitgpt", 80]
      ] as const) {
        const [, attempt] = yield* traced(scripted([found]), { baseUrl })
        assert.strictEqual(attempt?.attributes.get("server.port"), port)
      }
    })
  )

  it.effect("never hold the id, the token, a header or a URL", () =>
    Effect.gen(function* () {
      const headers = { "x-internal": "value-of-a-header", "set-cookie": "value-of-a-cookie" }
      const http = scripted([
        Reply.error(500, { headers: headers }),
        lost,
        Reply.error(404, { headers: headers })
      ])
      const accessToken = Redacted.make("value-of-the-token")
      const spans = yield* traced(http, { accessToken })
      assert.strictEqual(spans.length, 4)
      const shown = spans
        .map(({ attributes, events, links, name, status }) =>
          inspect({ name, attributes, events, links, status }, { depth: null, showHidden: true })
        )
        .join("\n")
      for (const secret of [keyId, "value-of-", "https://", "bitgpt/developers"]) {
        assert.notInclude(shown, secret)
      }
    })
  )
})

describe("no spans", () => {
  it.effect("are made below one that is there, where no tracer is installed", () =>
    Effect.gen(function* () {
      let outer: Tracer.Span | undefined
      const http = scripted([found])
      yield* Effect.currentSpan.pipe(
        Effect.tap((span) => Effect.sync(() => (outer = span))),
        Effect.zipRight(Effect.provide(getKey, clientOf(http))),
        Effect.withSpan("checkout"),
        atOnce
      )
      assert.strictEqual(http.requests[0]?.headers["traceparent"], traceparentOf(outer))
    })
  )

  it.effect("are made where tracing is switched off", () =>
    Effect.gen(function* () {
      const spans = yield* traced(scripted([found]), {}, Effect.withTracerEnabled(false))
      assert.strictEqual(spans.length, 0)
    })
  )

  it.effect("are made for an id that is refused, but for the call", () =>
    Effect.gen(function* () {
      const { spans, tracer } = recordingTracer()
      const http = scripted([])
      yield* Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("../users")).pipe(
        Effect.provide(clientOf(http)),
        Effect.withTracer(tracer),
        Effect.flip
      )
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["ApiKeys.get"]
      )
      assert.deepStrictEqual(attributesOf(spans[0]), { "error.type": "ValidationError" })
    })
  )
})
