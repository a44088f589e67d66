import type { DateTime, Effect, Option, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

declare const webhooks: typeof Api.Webhooks.Service

describe("Webhooks", () => {
  it("has plain methods", () => {
    expectTypeOf(webhooks.create).toEqualTypeOf<
      (input: Api.WebhookInput) => Effect.Effect<Api.Webhook, Api.BitGptError>
    >()
    expectTypeOf(webhooks.list).toEqualTypeOf<
      () => Effect.Effect<ReadonlyArray<Api.Webhook>, Api.BitGptError>
    >()
    expectTypeOf(webhooks.get).toEqualTypeOf<
      (id: string) => Effect.Effect<Api.Webhook, Api.BitGptError>
    >()
    expectTypeOf(webhooks.eventTypes).toEqualTypeOf<() => Effect.Effect<unknown, Api.BitGptError>>()
    expectTypeOf(webhooks.withResponse.get).toEqualTypeOf<
      (id: string) => Effect.Effect<Api.ApiResponse<Api.Webhook>, Api.BitGptError>
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Api.Webhook>().branded.toEqualTypeOf<{
      readonly id: Api.WebhookId
      readonly secret: Option.Option<Redacted.Redacted>
      readonly label: Option.Option<string>
      readonly url: Option.Option<string>
      readonly description: Option.Option<string>
      readonly enabled: Option.Option<boolean>
      readonly events: Option.Option<ReadonlyArray<Api.WebhookEvent>>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
    }>()
  })

  it("takes plain objects", () => {
    expectTypeOf<Api.WebhookInput>().branded.toEqualTypeOf<{
      readonly label: string
      readonly url: string
      readonly events: ReadonlyArray<Api.WebhookEvent>
      readonly description?: string | undefined
    }>()
  })
})
