import type { HttpApp } from "@effect/platform"
import { Config, type ConfigError, Context, Effect, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import * as WebhookHandler from "../../src/webhooks/WebhookHandler.js"

class Orders extends Context.Tag("Orders")<Orders, { readonly paid: Effect.Effect<void> }>() {}

describe("a handler", () => {
  it("fails and needs what the application's effect does", () => {
    const handler = WebhookHandler.make({
      secret: Redacted.make("secret"),
      onDelivery: () => Effect.zipRight(Config.string("SHOP"), Orders)
    })
    expectTypeOf(handler).toEqualTypeOf<
      Effect.Effect<HttpApp.Default<ConfigError.ConfigError, Orders>>
    >()
  })

  it("fails in no way of its own", () => {
    const handler = WebhookHandler.make({
      secret: [Redacted.make("secret")],
      tolerance: Infinity,
      maxBodyBytes: 1000,
      deduplicationKey: ({ event, resourceId }) => `${event} ${resourceId}`,
      onDelivery: ({ event }) => Effect.logInfo(event)
    })
    expectTypeOf(handler).toEqualTypeOf<Effect.Effect<HttpApp.Default>>()
  })
})
