// Spans and metrics to an OpenTelemetry collector, at OTEL_EXPORTER_OTLP_ENDPOINT. The client makes
// them as soon as the application has a tracer; nothing about BitGPT has to be set up.
import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics"
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-base"
import { ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Layer } from "effect"

const Telemetry = NodeSdk.layer(() => ({
  resource: { serviceName: "checkout" },
  spanProcessor: new BatchSpanProcessor(new OTLPTraceExporter()),
  metricReader: new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })
}))

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  yield* Console.log(key.label)
  yield* Effect.ignore(apiKeys.get("api_key_of_somebody_else"))
}).pipe(Effect.withSpan("show-label"))

await program.pipe(
  Effect.provide(Layer.merge(BitGptNode.layerConfig(), Telemetry)),
  Effect.runPromise
)
