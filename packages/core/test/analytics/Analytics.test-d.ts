import type { Option, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type { ApiKeyAnalytics, WebhookAnalytics } from "../../src/index.js"

type RowOf<A> = A extends Option.Option<ReadonlyArray<infer Row>> ? Row : never

describe("Analytics", () => {
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
