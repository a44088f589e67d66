import type { DateTime, Effect, Option, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  ApiResponse,
  BitGptError,
  Webhook,
  WebhookEvent,
  WebhookId,
  WebhookInput,
  Webhooks
} from "../../src/index.js"

declare const webhooks: typeof Webhooks.Service

describe("Webhooks", () => {
  it("has plain methods", () => {
    expectTypeOf(webhooks.create).toEqualTypeOf<
      (input: WebhookInput) => Effect.Effect<Webhook, BitGptError>
    >()
    expectTypeOf(webhooks.list).toEqualTypeOf<
      () => Effect.Effect<ReadonlyArray<Webhook>, BitGptError>
    >()
    expectTypeOf(webhooks.get).toEqualTypeOf<(id: string) => Effect.Effect<Webhook, BitGptError>>()
    expectTypeOf(webhooks.eventTypes).toEqualTypeOf<() => Effect.Effect<unknown, BitGptError>>()
    expectTypeOf(webhooks.withResponse.get).toEqualTypeOf<
      (id: string) => Effect.Effect<ApiResponse<Webhook>, BitGptError>
    >()
  })

  it("gives plain objects", () => {
    expectTypeOf<Webhook>().branded.toEqualTypeOf<{
      readonly id: WebhookId
      readonly secret: Option.Option<Redacted.Redacted>
      readonly label: Option.Option<string>
      readonly url: Option.Option<string>
      readonly description: Option.Option<string>
      readonly enabled: Option.Option<boolean>
      readonly events: Option.Option<ReadonlyArray<WebhookEvent>>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
    }>()
  })

  it("takes plain objects", () => {
    expectTypeOf<WebhookInput>().branded.toEqualTypeOf<{
      readonly label: string
      readonly url: string
      readonly events: ReadonlyArray<WebhookEvent>
      readonly description?: string | undefined
    }>()
  })
})
