import type { DateTime, Option, Redacted } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

describe("Webhooks", () => {
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
