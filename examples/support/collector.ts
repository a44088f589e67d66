import { Option, Schema } from "effect"
import { createServer } from "node:http"

const Value = Schema.Struct({
  stringValue: Schema.optional(Schema.String),
  intValue: Schema.optional(Schema.Union(Schema.Number, Schema.NumberFromString)),
  doubleValue: Schema.optional(Schema.Number),
  boolValue: Schema.optional(Schema.Boolean)
})

type AttributeValue = string | number | boolean | undefined

const Attributes = Schema.Array(Schema.Struct({ key: Schema.String, value: Value }))

const record = (attributes: typeof Attributes.Type): Readonly<Record<string, AttributeValue>> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue
    ])
  )

const Resource = Schema.Struct({ attributes: Attributes })

/** `ExportTraceServiceRequest` of OTLP/JSON, as far as it is looked at here. */
const Traces = Schema.Struct({
  resourceSpans: Schema.Array(
    Schema.Struct({
      resource: Resource,
      scopeSpans: Schema.Array(
        Schema.Struct({
          spans: Schema.Array(
            Schema.Struct({
              traceId: Schema.String,
              spanId: Schema.String,
              parentSpanId: Schema.optional(Schema.String),
              name: Schema.String,
              kind: Schema.Int,
              startTimeUnixNano: Schema.BigInt,
              endTimeUnixNano: Schema.BigInt,
              attributes: Attributes,
              status: Schema.Struct({
                code: Schema.optionalWith(Schema.Int, { default: () => 0 })
              })
            })
          )
        })
      )
    })
  )
})

const DataPoints = Schema.Struct({
  dataPoints: Schema.Array(
    Schema.Struct({
      attributes: Attributes,
      asDouble: Schema.optional(Schema.Number),
      count: Schema.optional(Schema.Number),
      sum: Schema.optional(Schema.Number),
      bucketCounts: Schema.optional(Schema.Array(Schema.Number)),
      explicitBounds: Schema.optional(Schema.Array(Schema.Number))
    })
  )
})

/** `ExportMetricsServiceRequest` of OTLP/JSON, as far as it is looked at here. */
const Metrics = Schema.Struct({
  resourceMetrics: Schema.Array(
    Schema.Struct({
      scopeMetrics: Schema.Array(
        Schema.Struct({
          metrics: Schema.Array(
            Schema.Struct({
              name: Schema.String,
              unit: Schema.String,
              sum: Schema.optional(DataPoints),
              histogram: Schema.optional(DataPoints)
            })
          )
        })
      )
    })
  )
})

/** A span as a collector gets it. */
export interface ReceivedSpan {
  readonly service: AttributeValue
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  /** `SpanKind` of OTLP: 1 is internal, 3 a client. */
  readonly kind: number
  /** Nanoseconds since the epoch. */
  readonly start: bigint
  /** Nanoseconds since the epoch. */
  readonly end: bigint
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** `StatusCode` of OTLP: 0 is unset, 1 ok, 2 an error. */
  readonly status: number
}

/** One data point of a metric, as a collector gets it. */
export interface ReceivedPoint {
  readonly name: string
  readonly unit: string
  readonly type: "sum" | "histogram"
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** Of a sum. */
  readonly value: number | undefined
  /** Of a histogram, as are the rest. */
  readonly count: number | undefined
  readonly sum: number | undefined
  readonly bucketCounts: ReadonlyArray<number> | undefined
  readonly bounds: ReadonlyArray<number> | undefined
}

/** What stands where an OpenTelemetry collector would. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string
  readonly spans: () => ReadonlyArray<ReceivedSpan>
  /** Those of the last export: its points are totals. */
  readonly points: () => ReadonlyArray<ReceivedPoint>
  /** Every byte of text that came in. */
  readonly received: () => string
  readonly stop: () => Promise<void>
}

const spansOf = (body: typeof Traces.Type): ReadonlyArray<ReceivedSpan> =>
  body.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: record(resource.attributes)["service.name"],
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId,
        name: span.name,
        kind: span.kind,
        start: span.startTimeUnixNano,
        end: span.endTimeUnixNano,
        attributes: record(span.attributes),
        status: span.status.code
      }))
    )
  )

const pointsOf = (body: typeof Metrics.Type): ReadonlyArray<ReceivedPoint> =>
  body.resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ histogram, name, sum, unit }) =>
      (["sum", "histogram"] as const).flatMap(
        (type) =>
          ({ sum, histogram })[type]?.dataPoints.map((point) => ({
            name,
            unit,
            type,
            attributes: record(point.attributes),
            value: point.asDouble,
            count: point.count,
            sum: point.sum,
            bucketCounts: point.bucketCounts,
            bounds: point.explicitBounds
          })) ?? []
      )
    )

const readTraces = Schema.decodeUnknownOption(Schema.parseJson(Traces))
const readMetrics = Schema.decodeUnknownOption(Schema.parseJson(Metrics))

/** Takes OTLP/JSON over HTTP and keeps it. What is not OTLP is answered with 400. */
export const startCollector = (): Promise<Collector> =>
  new Promise((resolve) => {
    const spans: Array<ReceivedSpan> = []
    let points: ReadonlyArray<ReceivedPoint> = []
    let received = ""

    const take = (path: string | undefined, text: string): boolean => {
      received += text
      if (path === "/v1/traces") {
        const body = readTraces(text)
        spans.push(...Option.match(body, { onNone: () => [], onSome: spansOf }))
        return Option.isSome(body)
      }
      const body = path === "/v1/metrics" ? readMetrics(text) : Option.none()
      points = Option.match(body, { onNone: () => points, onSome: pointsOf })
      return Option.isSome(body)
    }

    const server = createServer((request, response) => {
      let text = ""
      request.setEncoding("utf8")
      request.on("data", (chunk: string) => {
        text += chunk
      })
      request.on("end", () => {
        response.writeHead(take(request.url, text) ? 200 : 400, {
          "content-type": "application/json"
        })
        response.end("{}")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resolve({
        endpoint: `http://127.0.0.1:${port}`,
        spans: () => spans,
        points: () => points,
        received: () => received,
        stop: () =>
          new Promise((done) => {
            server.close(() => {
              done()
            })
            server.closeAllConnections()
          })
      })
    })
  })
