import * as Otlp from "@effect/opentelemetry/Otlp"
import { NodeHttpClient } from "@effect/platform-node"
import { Config, Effect, Layer, Option } from "effect"

/**
 * Sends spans, metrics and logs to the OpenTelemetry collector at `OTEL_EXPORTER_OTLP_ENDPOINT`, such as
 * `http://127.0.0.1:4318`. It sends nothing where the variable is not set. What is left is sent when the
 * layer ends.
 */
export const layer = Config.nonEmptyString("OTEL_EXPORTER_OTLP_ENDPOINT").pipe(
  Config.option,
  Effect.map(
    Option.match({
      onNone: () => Layer.empty,
      onSome: (baseUrl) =>
        Otlp.layerJson({ baseUrl, resource: { serviceName: "shop" } }).pipe(
          Layer.provide(NodeHttpClient.layerUndici)
        )
    })
  ),
  Layer.unwrapEffect
)
