import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics"
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-base"
import { ApiKeys, RetryPolicy } from "effect-bitgpt"
import { Emulator, Fault } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { Effect, Layer } from "effect"
import { type Collector, startCollector } from "./collector.js"

const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"
const thinking = Fault.delayHeaders("30 millis")

const script = [
  thinking,
  Fault.combine(thinking, Fault.status(503), Fault.retryAfterMs("60")),
  Fault.combine(thinking, Fault.resetBeforeHeaders),
  thinking
]

const telemetryTo = ({ endpoint }: Collector) =>
  NodeSdk.layer(() => ({
    resource: { serviceName: "checkout" },
    spanProcessor: new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })),
    metricReader: new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics` })
    })
  }))

/**
 * Two calls below a span of the application: one whose key does not exist, and one that succeeds
 * after two retries. Gives the collector that their spans and metrics went to, over sockets all the way.
 */
export const twoRetries = Effect.gen(function* () {
  const emulator = yield* Emulator
  const { accessToken, baseUrl } = emulator
  const collector = yield* Effect.acquireRelease(Effect.promise(startCollector), ({ stop }) =>
    Effect.promise(stop)
  )
  const get = (id: string) => Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))
  yield* emulator.script(script)
  yield* Effect.zipRight(Effect.flip(get("api_key_of_nobody")), get(keyId)).pipe(
    Effect.withSpan("pay"),
    Effect.provide(RetryPolicy.layer({ baseDelay: "50 millis" })),
    // Exports what is left when it is closed.
    Effect.provide(Layer.merge(BitGptNode.layer({ accessToken, baseUrl }), telemetryTo(collector)))
  )
  return { accessToken, baseUrl, collector }
}).pipe(Effect.provide(Emulator.layer()))
