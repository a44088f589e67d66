import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Predicate, Tracer } from "effect"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { BitGpt } from "../../../src/index.js"
import { clients, getFrom } from "../../support/loopback.js"
import { recordingTracer } from "../../support/recordingTracer.js"
import { httpServer, json, type TestServer } from "../../support/server.js"
import { traced, traceparentOf, type Wrap } from "../../support/tracedCall.js"
import { getApiKey } from "../../support/wire.js"
import { Reply } from "../../../src/testing.js"
import {
  clientOf,
  found,
  getKey,
  scripted,
  type ScriptedServer
} from "../../support/scriptedServer.js"
import { atOnce, withJitter } from "../../support/time.js"

interface RequestMessage {
  readonly request: { readonly addHeader: (name: string, value: string) => void }
}

const isRequestMessage = (message: unknown): message is RequestMessage =>
  Predicate.hasProperty(message, "request")

const traceId = "0af7651916cd43dd8448eb211c80319c"
const spanId = "b7ad6b7169203331"

describe("traceparent", () => {
  it.effect("is the span of the attempt", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503), found])
      const [, ...attempts] = yield* traced(http)
      assert.strictEqual(attempts.length, 2)
      assert.deepStrictEqual(
        http.requests.map(({ headers }) => headers["traceparent"]),
        attempts.map(traceparentOf)
      )
    })
  )

  it.effect("is the only header of a trace that goes out", () =>
    Effect.gen(function* () {
      const http = scripted([found])
      yield* traced(http)
      assert.sameMembers(Object.keys(http.requests[0]?.headers ?? {}), [
        "accept",
        "authorization",
        "traceparent",
        "user-agent"
      ])
    })
  )

  const propagatedWith = (options: Partial<BitGpt.ClientOptions>, wrap: Wrap) =>
    Effect.gen(function* () {
      const http = scripted([found])
      const spans = yield* traced(http, options, wrap)
      assert.strictEqual(spans.length, 2)
      return http.requests[0]?.headers["traceparent"]
    })

  it.effect("can be switched off for a client", () =>
    Effect.gen(function* () {
      assert.isUndefined(yield* propagatedWith({ tracePropagation: false }, (call) => call))
    })
  )

  it.effect("can be switched off with the platform's own switch", () =>
    Effect.gen(function* () {
      const propagation = (enabled: boolean) =>
        propagatedWith({}, Effect.locally(HttpClient.currentTracerPropagation, enabled))
      assert.isUndefined(yield* propagation(false))
      assert.isString(yield* propagation(true))
    })
  )

  it.effect("is the caller's span where no tracer is installed", () =>
    Effect.gen(function* () {
      const http = scripted([Reply.error(503), found])
      const outer = Tracer.externalSpan({
        traceId,
        spanId,
        sampled: false
      })
      const call = Effect.provide(getKey, clientOf(http))
      yield* call.pipe(Effect.withParentSpan(outer), withJitter(0), atOnce)
      const expected = `00-${traceId}-${spanId}-00`
      assert.deepStrictEqual(
        http.requests.map(({ headers }) => headers["traceparent"]),
        [expected, expected]
      )
    })
  )

  it.effect("is not sent where tracing is switched off", () =>
    Effect.gen(function* () {
      const http = scripted([found])
      yield* getKey.pipe(
        Effect.withTracerEnabled(false),
        Effect.provide(clientOf(http)),
        Effect.withSpan("checkout")
      )
      assert.notProperty(http.requests[0]?.headers, "traceparent")
    })
  )

  it.effect("is not sent where there is no span at all", () =>
    Effect.gen(function* () {
      const http = scripted([found])
      yield* atOnce(Effect.provide(getKey, clientOf(http)))
      assert.notProperty(http.requests[0]?.headers, "traceparent")
    })
  )

  it.effect.each([
    { traceId: "trace 1\r\nx: y", spanId: "span 1" },
    { traceId: `0${traceId}`, spanId },
    { traceId: `${traceId}0`, spanId },
    { traceId: traceId.toUpperCase(), spanId },
    { traceId, spanId: `0${spanId}` },
    { traceId, spanId: `${spanId}0` }
  ])("is not sent for a span whose ids have not the form of the standard: %j", (ids) =>
    Effect.gen(function* () {
      const http = scripted([found])
      const odd = Tracer.externalSpan(ids)
      yield* getKey.pipe(Effect.provide(clientOf(http)), Effect.withParentSpan(odd), atOnce)
      assert.notProperty(http.requests[0]?.headers, "traceparent")
    })
  )
})

/** The same server behind a client that the application has changed. */
const changed = (
  http: ScriptedServer,
  change: (client: HttpClient.HttpClient) => HttpClient.HttpClient
): ScriptedServer => ({
  requests: http.requests,
  layer: Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, change)).pipe(
    Layer.provideMerge(http.layer)
  )
})

describe("a client of the application's", () => {
  it.effect("keeps its own switch for traceparent", () =>
    Effect.gen(function* () {
      const http = scripted([found])
      yield* traced(changed(http, HttpClient.withTracerPropagation(false)))
      assert.notProperty(http.requests[0]?.headers, "traceparent")
    })
  )

  it.effect("makes spans of its own only where it is told to", () =>
    Effect.gen(function* () {
      const http = scripted([found, found])
      const told = HttpClient.withTracerDisabledWhen(() => false)
      assert.lengthOf(yield* traced(http), 2)
      assert.lengthOf(yield* traced(changed(http, told)), 3)
    })
  )
})

describe.each(clients)("traceparent over $name", (client) => {
  const sent = (parent?: Parameters<typeof Tracer.externalSpan>[0]) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, getApiKey)
      })
      const call = getFrom(client, server.baseUrl)
      yield* parent === undefined ? call : Effect.withParentSpan(call, Tracer.externalSpan(parent))
      assert.lengthOf(server.requests, 1)
      return server.requests[0]?.headers["traceparent"]
    })

  it.scopedLive("goes out for a span, and for nothing else", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* sent({ traceId, spanId }), `00-${traceId}-${spanId}-01`)
      assert.isUndefined(yield* sent())
      assert.isUndefined(yield* sent({ traceId: "trace 1", spanId: "span 1" }))
      const context = Context.make(Tracer.DisablePropagation, true)
      assert.isUndefined(yield* sent({ traceId, spanId, context }))
    })
  )
})

describe.each(clients.filter(({ name }) => name === "fetch" || name === "undici's dispatcher"))(
  "an instrumentation that sends a traceparent of its own, over $name",
  (client) => {
    const ownTrace = `00-${traceId}-${spanId}-01`

    const instrumented = (server: TestServer, options: Partial<BitGpt.ClientOptions>) =>
      Effect.gen(function* () {
        yield* Effect.acquireRelease(
          Effect.sync(() => {
            // What OpenTelemetry's instrumentation of undici does, which fetch on Node is too.
            const add = (message: unknown): void => {
              if (isRequestMessage(message)) message.request.addHeader("traceparent", ownTrace)
            }
            subscribe("undici:request:create", add)
            return add
          }),
          (add) => Effect.sync(() => unsubscribe("undici:request:create", add))
        )
        yield* Effect.withTracer(getFrom(client, server.baseUrl, options), recordingTracer().tracer)
        return server.requests[0]?.headers["traceparent"]
      })

    it.scopedLive("is left alone where the client is told to send none", () =>
      Effect.gen(function* () {
        const server = yield* httpServer((_, response) => {
          json(response, 200, getApiKey)
        })
        assert.strictEqual(yield* instrumented(server, { tracePropagation: false }), ownTrace)
      })
    )
  }
)
