import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricLabel from "effect/MetricLabel"

/** Where Effect's exporters take a metric's unit from. */
export const unitOfDurations: MetricLabel.MetricLabel = MetricLabel.make("unit", "s")

/**
 * The metric without its unit. The registry finds again what it is given the same array of labels for:
 * a metric that has labels of its own makes a new array for each update.
 */
export const durationOfRequests: Metric.Metric.Histogram<number> = Metric.histogram(
  "http.client.request.duration",
  MetricBoundaries.fromIterable([
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  ]),
  "Duration of HTTP client requests"
)
