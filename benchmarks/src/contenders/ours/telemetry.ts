import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { BatchSpanProcessor, InMemorySpanExporter } from "@opentelemetry/sdk-trace-base"

/** Exports to nowhere. */
class NowhereExporter extends InMemorySpanExporter {
  override export(...[, done]: Parameters<InMemorySpanExporter["export"]>) {
    super.export([], done)
  }
}

/** OpenTelemetry as one runs it in production, but for where the spans go. */
export const telemetry = NodeSdk.layer(() => ({
  resource: { serviceName: "benchmarks" },
  spanProcessor: new BatchSpanProcessor(new NowhereExporter())
}))
