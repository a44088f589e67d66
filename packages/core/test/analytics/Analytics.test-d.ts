import type { Effect, Option, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  Analytics,
  ApiKeyAnalytics,
  BitGptError,
  DashboardOptions,
  WebhookAnalytics
} from "../../src/index.js"

declare const analytics: typeof Analytics.Service

type RowOf<A> = A extends Option.Option<ReadonlyArray<infer Row>> ? Row : never

describe("Analytics", () => {
  it("has plain methods", () => {
    expectTypeOf(analytics.dashboard).toEqualTypeOf<
      (options?: DashboardOptions) => Effect.Effect<unknown, BitGptError>
    >()
    expectTypeOf(analytics.apiKeys).toEqualTypeOf<
      () => Effect.Effect<ApiKeyAnalytics, BitGptError>
    >()
    expectTypeOf(analytics.webhooks).toEqualTypeOf<
      () => Effect.Effect<WebhookAnalytics, BitGptError>
    >()
  })

  it("redacts what may hold secrets", () => {
    expectTypeOf<RowOf<ApiKeyAnalytics["mostUsedApiKeys"]>["auth"]>().toEqualTypeOf<
      Option.Option<Redacted.Redacted>
    >()
    expectTypeOf<RowOf<WebhookAnalytics["lastEvents"]>["payload"]>().toEqualTypeOf<
      Option.Option<Redacted.Redacted<Readonly<Record<string, unknown>>>>
    >()
    expectTypeOf<ApiKeyAnalytics["raw"]>().toEqualTypeOf<
      Redacted.Redacted<Readonly<Record<string, unknown>>>
    >()
  })
})
