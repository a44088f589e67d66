import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricLabel from "effect/MetricLabel"

/** Labels of a record's entries, those that are `undefined` left out. */
export const labelsOf = (
  entries: Readonly<Record<string, string | number | undefined>>
): ReadonlyArray<MetricLabel.MetricLabel> =>
  Object.entries(entries).flatMap(([key, value]) =>
    value === undefined ? [] : [MetricLabel.make(key, String(value))]
  )

/** Where Effect's exporters take the unit of durations from. */
export const unitOfDurations: MetricLabel.MetricLabel = MetricLabel.make("unit", "s")

/**
 * `http.client.request.duration` without its unit: a metric that has labels of its own makes a new array
 * of labels for each update, which the registry can't find by identity.
 */
export const durationOfRequests: Metric.Metric.Histogram<number> = Metric.histogram(
  "http.client.request.duration",
  MetricBoundaries.fromIterable([
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  ]),
  "Duration of HTTP client requests"
)
