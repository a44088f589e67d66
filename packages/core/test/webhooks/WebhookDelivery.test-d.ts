import { Headers as PlatformHeaders } from "@effect/platform"
import {
  type BigDecimal,
  type DateTime,
  Duration,
  type Effect,
  type Option,
  Redacted
} from "effect"
import type { IncomingHttpHeaders } from "node:http"
import { describe, expectTypeOf, it } from "vitest"
import type { ApiKey } from "../../src/apiKeys/ApiKey.js"
import type { PaymentStatus } from "../../src/payments/PaymentStatus.js"
import type { WebhookId } from "../../src/webhooks/Webhook.js"
import {
  verify,
  type VerifyOptions,
  type WebhookDelivery,
  type WebhookVerificationError
} from "../../src/webhooks/WebhookDelivery.js"

type Delivery<Event> = Extract<WebhookDelivery, { readonly event: Event }>

describe("verify", () => {
  it("needs no services and fails in one way", () => {
    expectTypeOf(verify).toEqualTypeOf<
      (options: VerifyOptions) => Effect.Effect<WebhookDelivery, WebhookVerificationError>
    >()
  })

  it("takes the headers, bodies and secrets of all servers", () => {
    const secret = Redacted.make("secret")
    const options: ReadonlyArray<VerifyOptions> = [
      { secret, headers: new Headers(), body: "" },
      { secret, headers: PlatformHeaders.empty, body: new Uint8Array() },
      { secret, headers: {} satisfies IncomingHttpHeaders, body: Buffer.from("") },
      { secret: [secret, secret], headers: [["name", "value"]], body: "", tolerance: Infinity },
      { secret: [], headers: {}, body: "", tolerance: Duration.infinity }
    ]
    expectTypeOf(options).toBeObject()
    const node: IncomingHttpHeaders = {}
    expectTypeOf(node).toExtend<VerifyOptions["headers"]>()
    expectTypeOf("secret").not.toExtend<VerifyOptions["secret"]>()
    expectTypeOf<object>().not.toExtend<VerifyOptions["body"]>()
  })
})

describe("a delivery", () => {
  it("has its fields, whatever the event", () => {
    expectTypeOf<WebhookDelivery["webhookId"]>().toEqualTypeOf<WebhookId>()
    expectTypeOf<WebhookDelivery["resourceId"]>().toEqualTypeOf<string>()
    expectTypeOf<WebhookDelivery["timestamp"]>().toEqualTypeOf<DateTime.Utc>()
    expectTypeOf<WebhookDelivery["sentAt"]>().toEqualTypeOf<DateTime.Utc>()
    expectTypeOf<string>().toExtend<WebhookDelivery["event"]>()
  })

  it("has a typed payload for each documented event", () => {
    expectTypeOf<Delivery<"api_key.created">["payload"]>().toEqualTypeOf<ApiKey>()
    expectTypeOf<Delivery<"api_key.updated">["payload"]>().toEqualTypeOf<ApiKey>()
    expectTypeOf<Delivery<"api_key.deleted">["payload"]>().toEqualTypeOf<ApiKey>()
    expectTypeOf<
      Delivery<"payment.created">["payload"]["price"]
    >().toEqualTypeOf<BigDecimal.BigDecimal>()
    expectTypeOf<Delivery<"payment.updated">["payload"]["invoiceId"]>().toEqualTypeOf<
      Option.Option<string>
    >()
    expectTypeOf<Delivery<"product.created">["payload"]["name"]>().toEqualTypeOf<string>()
  })

  it("is narrowed by its event, once it is known to be of the documented form", () => {
    const read = (delivery: WebhookDelivery) => {
      if (Redacted.isRedacted(delivery.payload)) {
        expectTypeOf(delivery.payload).toEqualTypeOf<Redacted.Redacted<unknown>>()
        return
      }
      switch (delivery.event) {
        case "api_key.created":
        case "api_key.updated":
        case "api_key.deleted":
          expectTypeOf(delivery.payload).toEqualTypeOf<ApiKey>()
          break
        case "payment.created":
        case "payment.updated":
          expectTypeOf(delivery.payload).toEqualTypeOf<Delivery<"payment.updated">["payload"]>()
          break
        case "product.created":
          expectTypeOf(delivery.payload).toEqualTypeOf<Delivery<"product.created">["payload"]>()
          break
      }
    }
    expectTypeOf(read).toBeFunction()
  })

  it("is narrowed by its event first, too, and when it is taken apart", () => {
    const read = (delivery: WebhookDelivery) => {
      if (delivery.event === "payment.updated" && !Redacted.isRedacted(delivery.payload)) {
        expectTypeOf(delivery.payload.status).toEqualTypeOf<PaymentStatus>()
      }
      const { event, payload } = delivery
      if (event === "api_key.deleted") {
        expectTypeOf(payload).toEqualTypeOf<ApiKey | Redacted.Redacted<unknown>>()
      }
      if (event === "order.paid") {
        expectTypeOf(payload).toEqualTypeOf<Redacted.Redacted<unknown>>()
      }
    }
    expectTypeOf(read).toBeFunction()
  })

  it("may have another form, which nobody can forget", () => {
    const read = (delivery: WebhookDelivery) => {
      if (delivery.event === "payment.updated") {
        // @ts-expect-error The payload may be unknown data.
        expectTypeOf(delivery.payload.status).toEqualTypeOf<PaymentStatus>()
      }
    }
    expectTypeOf(read).toBeFunction()
  })
})
