import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { Delivery } from "../world/deliveries.js"
import * as Input from "../server/input.js"
import type { LoggedRequest } from "../world/requestLog.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { isObject, parse } from "../values/json.js"
import * as Time from "../values/time.js"
import { organizationId } from "../records/fields.js"
import { paymentUsd } from "./payments.js"

const day = 24 * 60 * 60 * 1000

const daysOf: Readonly<Record<string, number>> = {
  last_day: 1,
  last_7_days: 7,
  last_30_days: 30,
  last_90_days: 90,
  last_365_days: 365
}

const periods = Object.keys(daysOf).flatMap((period) => [period, `prev_${period}`])

const DashboardInput = Schema.Struct({ period: Input.maybe(Input.oneOf(periods)) })

/** From when until when a period lasts. */
const boundsOf = (period: string, now: number): readonly [number, number] => {
  const length = (daysOf[period.replace(/^prev_/, "")] ?? 1) * day
  const end = period.startsWith("prev_") ? now - length : now
  return [end - length, end]
}

const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100

/** How often each value occurs, the most frequent first. */
const counted = (values: Iterable<string>): ReadonlyArray<readonly [string, number]> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Array.from(counts).sort(([, a], [, b]) => b - a)
}

const groups = <A>(values: ReadonlyArray<A>, keyOf: (value: A) => string) =>
  counted(values.map(keyOf)).map(
    ([key]) => [key, values.filter((value) => keyOf(value) === key)] as const
  )

const hourOf = (at: number): string => `${Time.format(at).slice(0, 13)}:00:00`

const isError = ({ status }: LoggedRequest): boolean => status >= 400

const coreMetrics = (requests: ReadonlyArray<LoggedRequest>) => {
  const errors = requests.filter(isError).length
  return {
    total_requests: requests.length,
    requests_per_second: Math.round((requests.length / (day / 1000)) * 100) / 100,
    total_success: requests.length - errors,
    total_errors: errors,
    success_rate_pct: percent(requests.length - errors, requests.length),
    // In memory, an answer takes no time.
    avg_latency_ms: 0,
    pct_under_100ms: 100,
    pct_under_500ms: 100,
    pct_under_1s: 100,
    unique_endpoints: new Set(requests.map(({ endpoint }) => endpoint)).size,
    distinct_api_keys: new Set(requests.flatMap(({ apiKeyId }) => apiKeyId ?? [])).size
  }
}

const apiKeyAnalytics = (all: ReadonlyArray<LoggedRequest>, now: number) => {
  const between = (from: number, to: number) => all.filter(({ at }) => at > from && at <= to)
  const requests = between(now - day, now)
  return {
    core_metrics: coreMetrics(requests),
    prev_core_metrics: coreMetrics(between(now - 2 * day, now - day)),
    most_used_api_keys: counted(requests.map(({ auth }) => auth)).map(([auth, usage_count]) => ({
      auth,
      usage_count
    })),
    ip_metrics: groups(requests, ({ ip }) => ip).map(([ip, own]) => ({
      ip,
      total_requests: own.length,
      total_errors: own.filter(isError).length,
      error_rate: percent(own.filter(isError).length, own.length)
    })),
    hourly_metrics: groups(requests, ({ at }) => hourOf(at)).map(([hour, own]) => ({
      hour,
      total_requests: own.length,
      error_count: own.filter(isError).length,
      error_rate_pct: percent(own.filter(isError).length, own.length),
      avg_latency_ms: 0
    })),
    api_key_metrics_30d: groups(between(now - 30 * day, now), ({ apiKeyId }) => apiKeyId ?? "").map(
      ([id, own]) => ({ api_key_id: id === "" ? null : id, total_requests: own.length })
    ),
    latency_breakdown: {
      total_requests: requests.length,
      less_than_100ms: requests.length,
      less_than_500ms: 0,
      less_than_1s: 0,
      more_than_1s: 0
    },
    latency: { min: 0, max: 0 }
  }
}

const isSuccess = (delivery: Delivery): boolean => {
  const status = delivery.attempts.at(-1)?.status ?? 0
  return status >= 200 && status < 300
}

const lastEvent = (delivery: Delivery) => {
  const { attempts, createdAt } = delivery
  const [first, last] = [attempts[0], attempts.at(-1)]
  const body = parse(Redacted.value(delivery.body))
  return {
    id: delivery.id,
    webhook_id: delivery.webhookId,
    organization_id: organizationId,
    url: delivery.url,
    event: delivery.event,
    resource_id: delivery.resourceId,
    payload: isObject(body) ? body["payload"] : null,
    response_status: last?.status ?? null,
    response_body: last?.body ?? null,
    error: typeof last?.error === "string" ? { error: last.error } : null,
    retries: Math.max(0, attempts.length - 1),
    created_at: Time.format(createdAt),
    updated_at: last === undefined ? null : Time.format(last.at),
    first_sent_at: first === undefined ? null : Time.format(first.at),
    delay_ms: first === undefined ? 0 : first.at - createdAt,
    done: delivery.done ? 1 : 0
  }
}

const webhookAnalytics = ({ deliveries, webhooks }: World, now: number) => {
  const all = deliveries.all()
  const today = all.filter(({ createdAt }) => createdAt > now - day)
  const success = today.filter(isSuccess).length
  const pending = today.filter(({ done }) => !done).length
  const failed = today.length - success - pending
  const delays = today.flatMap(({ attempts, createdAt }) =>
    attempts.slice(0, 1).map(({ at }) => at - createdAt)
  )
  const countBy = (values: Iterable<string>) => counted(values).slice(0, 10)
  return {
    day_metrics: {
      total: today.length,
      success,
      failed,
      pending,
      retry_rate_pct: percent(
        today.filter(({ attempts }) => attempts.length > 1).length,
        today.length
      ),
      avg_delay_ms: delays.length === 0 ? 0 : delays.reduce((a, b) => a + b, 0) / delays.length
    },
    top_events: countBy(today.map(({ event }) => event)).map(([event, count]) => ({
      event,
      count
    })),
    top_failed_urls: countBy(
      today.filter((each) => each.done && !isSuccess(each)).map(({ url }) => url)
    ).map(([url, count]) => ({ url, count })),
    hourly_metrics: counted(today.map(({ createdAt }) => hourOf(createdAt))).map(
      ([hour, count]) => ({ hour, count })
    ),
    total: {
      webhooks: webhooks.all().length,
      events_subscribed: webhooks.all().reduce((sum, { events }) => sum + events.length, 0)
    },
    last_events: all.slice(-20).reverse().map(lastEvent)
  }
}

export const routes = (world: World): ReadonlyArray<Route> => [
  route("POST /analytics/dashboard", "AnyToken", (request) =>
    Effect.map(Input.readJson(DashboardInput, request), (input) => {
      const period = input.period ?? "last_30_days"
      const [from, to] = boundsOf(period, request.now)
      const isInside = ({ created_at }: { readonly created_at: string }) => {
        const at = Time.parse(created_at) ?? 0
        return at > from && at <= to
      }
      const invoices = world.invoices.all().filter(isInside)
      const payments = world.payments.all().filter(isInside)
      const completed = payments.filter(({ status }) => status === "COMPLETED")
      return {
        data: {
          period,
          invoices: {
            total: invoices.length,
            completed: invoices.filter(({ status }) => status === "COMPLETED").length
          },
          payments: { total: payments.length, completed: completed.length },
          volume_usd: Amount.format(completed.reduce((sum, each) => sum + paymentUsd(each), 0n))
        }
      }
    })
  ),
  route("GET /analytics/api_keys", "AnyToken", ({ now }) =>
    Effect.sync(() => ({ data: apiKeyAnalytics(world.requests.all(), now) }))
  ),
  route("GET /analytics/webhooks", "AnyToken", ({ now }) =>
    Effect.sync(() => ({ data: webhookAnalytics(world, now) }))
  )
]
