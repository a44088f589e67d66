import { describe } from "./describe.js"

/** What the answer is made of is not documented. */
export const dashboard = describe("Analytics.dashboard", "POST", "/analytics/dashboard", {
  isSafe: true,
  input: { period: "prev_last_7_days" },
  value: {},
  answer: "Unknown",
  refused: [{ name: "for a period that is empty", input: { period: "" }, fields: ["period"] }]
})

export const apiKeys = describe("Analytics.apiKeys", "GET", "/analytics/api_keys", {
  value: { core_metrics: { total_errors: 0 } },
  answer: {
    record: {
      core_metrics: { total_requests: 4, success_rate_pct: 75 },
      prev_core_metrics: { total_requests: 10, avg_latency_ms: 67.5 },
      most_used_api_keys: [{ auth: "Test auth", usage_count: 3 }],
      ip_metrics: [{ ip: "343.221.232.123", total_requests: 3, error_rate: 33.33 }],
      hourly_metrics: [{ hour: "2025-07-30 15:00:00", total_requests: 3 }],
      api_key_metrics_30d: [{ api_key_id: null, total_requests: 4 }],
      latency_breakdown: { total_requests: 500, more_than_1s: 2 },
      latency: { min: 0, max: 0 }
    },
    required: [],
    keepsOdd: true
  }
})

export const webhooks = describe("Analytics.webhooks", "GET", "/analytics/webhooks", {
  value: { total: { webhooks: 1 } },
  answer: {
    record: {
      day_metrics: { total: 2, success: 0, retry_rate_pct: 33.33 },
      top_events: [{ event: "api_key.created", count: 1 }],
      top_failed_urls: [{ url: "https://url.com", count: 1 }],
      hourly_metrics: [{ hour: "2025-06-29 17:00:00", count: 2 }],
      total: { webhooks: 2, events_subscribed: 4 },
      last_events: [{ id: "125", event: "api_key.updated", payload: null, done: 0 }]
    },
    required: [],
    keepsOdd: true
  }
})
