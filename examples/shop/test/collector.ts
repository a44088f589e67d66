import { HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Effect, Layer, Ref, Schema } from "effect"
import { createServer } from "node:http"

const Span = Schema.Struct({
  name: Schema.String,
  traceId: Schema.String,
  spanId: Schema.String,
  parentSpanId: Schema.optional(Schema.String)
})

/** As much of OTLP/JSON as the tests look at. */
const Traces = Schema.Struct({
  resourceSpans: Schema.Array(
    Schema.Struct({ scopeSpans: Schema.Array(Schema.Struct({ spans: Schema.Array(Span) })) })
  )
})

/** What stands where an OpenTelemetry collector would. */
export class Collector extends Context.Tag("test/Collector")<
  Collector,
  {
    readonly endpoint: string
    readonly spans: Effect.Effect<ReadonlyArray<typeof Span.Type>>
    /** The paths that something came to, and all text that came. */
    readonly received: Effect.Effect<
      ReadonlyArray<{ readonly path: string; readonly text: string }>
    >
  }
>() {
  static readonly layer = Effect.gen(function* () {
    const bodies = yield* Ref.make<ReadonlyArray<{ readonly path: string; readonly text: string }>>(
      []
    )
    yield* HttpServer.serveEffect(
      HttpRouter.empty.pipe(
        HttpRouter.post(
          "/v1/:signal",
          Effect.gen(function* () {
            const { text, url } = yield* HttpServerRequest.HttpServerRequest
            const body = { path: url, text: yield* text }
            yield* Ref.update(bodies, (all) => [...all, body])
            return HttpServerResponse.unsafeJson({})
          })
        )
      )
    )
    return {
      endpoint: yield* HttpServer.addressFormattedWith(Effect.succeed),
      received: bodies,
      spans: Effect.flatMap(
        bodies,
        Effect.forEach(({ path, text }) =>
          path === "/v1/traces"
            ? Schema.decode(Schema.parseJson(Traces))(text).pipe(
                Effect.map(({ resourceSpans }) =>
                  resourceSpans.flatMap(({ scopeSpans }) =>
                    scopeSpans.flatMap(({ spans }) => spans)
                  )
                ),
                Effect.orDie
              )
            : Effect.succeed([])
        )
      ).pipe(Effect.map((spans) => spans.flat()))
    }
  }).pipe(
    Layer.scoped(Collector),
    Layer.provide(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 }))
  )
}
