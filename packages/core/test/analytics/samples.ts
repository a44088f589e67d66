import { success } from "../support/resources.js"

/** The body that the documentation sends to `POST /analytics/dashboard`. */
export const dashboardRequest = { period: "last_day" }

/** `GET /analytics/api_keys`, status 200. */
export const apiKeyAnalytics = success({
  core_metrics: {
    total_requests: 4,
    requests_per_second: 0,
    total_success: 3,
    total_errors: 1,
    success_rate_pct: 75,
    avg_latency_ms: 67.5,
    pct_under_100ms: 100,
    pct_under_500ms: 100,
    pct_under_1s: 100,
    unique_endpoints: 1,
    distinct_api_keys: 2
  },
  prev_core_metrics: {
    total_requests: 10,
    requests_per_second: 2,
    total_success: 8,
    total_errors: 2,
    success_rate_pct: 80,
    avg_latency_ms: 120,
    pct_under_100ms: 70,
    pct_under_500ms: 90,
    pct_under_1s: 95,
    unique_endpoints: 3,
    distinct_api_keys: 4
  },
  most_used_api_keys: [{ auth: "Test auth", usage_count: 3 }],
  ip_metrics: [
    { ip: "343.221.232.123", total_requests: 3, total_errors: 1, error_rate: 33.33 },
    { ip: "234.122.99.012", total_requests: 1, total_errors: 0, error_rate: 0 }
  ],
  hourly_metrics: [
    {
      hour: "2025-07-30 15:00:00",
      total_requests: 3,
      error_count: 1,
      error_rate_pct: 33.33,
      avg_latency_ms: 71.33
    },
    {
      hour: "2025-07-31 15:00:00",
      total_requests: 1,
      error_count: 0,
      error_rate_pct: 0,
      avg_latency_ms: 56
    }
  ],
  api_key_metrics_30d: [{ api_key_id: null, total_requests: 4 }],
  latency_breakdown: {
    total_requests: 500,
    less_than_100ms: 233,
    less_than_500ms: 100,
    less_than_1s: 50,
    more_than_1s: 2
  },
  latency: { min: 0, max: 0 }
})

/** `GET /analytics/webhooks`, status 200. */
export const webhookAnalytics = success({
  day_metrics: {
    total: 2,
    success: 0,
    failed: 2,
    pending: 2,
    retry_rate_pct: 33.33,
    avg_delay_ms: 6.44
  },
  top_events: [
    { event: "api_key.created", count: 1 },
    { event: "api_key.updated", count: 1 }
  ],
  top_failed_urls: [{ url: "https://url.com", count: 1 }],
  hourly_metrics: [{ hour: "2025-06-29 17:00:00", count: 2 }],
  total: { webhooks: 2, events_subscribed: 4 },
  last_events: [
    {
      id: "125",
      webhook_id: "webhook_0197bc00-48b8-7f8e-a84e-7bf59dea2563",
      organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
      url: "https://url.com",
      event: "api_key.updated",
      resource_id: "1",
      payload: null,
      response_status: 404,
      response_body: '{"body": "123"}',
      error: { error: "123" },
      retries: 0,
      created_at: "2025-07-01 23:26:30",
      updated_at: "2025-07-01 23:35:57",
      first_sent_at: null,
      delay_ms: 5,
      done: 0
    },
    {
      id: "124",
      webhook_id: "webhook_0197bc00-48b8-7f8e-a84e-7bf59dea2563",
      organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
      url: "https://url.com",
      event: "api_key.updated",
      resource_id: "1",
      payload: { name: "Ho", description: "Hu" },
      response_status: 300,
      response_body: '{"body": "123"}',
      error: { error: "123" },
      retries: 0
    }
  ]
})
