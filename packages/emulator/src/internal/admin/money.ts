import * as HttpRouter from "@effect/platform/HttpRouter"
import { type Delivery, PaymentRecord } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { DeliveryFault } from "../../DeliveryFault.js"
import type { EmulatorService } from "../../EmulatorService.js"
import { withoutSecrets } from "../answer/exchanges.js"
import { bodyOf, done, json } from "./reading.js"

const PayInput = Schema.Struct({
  invoice_id: Schema.String,
  provider_id: Schema.optional(Schema.String),
  price: Schema.optional(Schema.String),
  status: Schema.optional(Schema.Literal("PENDING", "FAILED", "COMPLETED", "CANCELLED"))
})

const EventInput = Schema.Struct({
  event: Schema.String,
  resource_id: Schema.String,
  payload: Schema.Unknown
})

const encodePayment = Schema.encode(PaymentRecord)

const deliveryJson = (delivery: Delivery) => ({
  id: delivery.id,
  webhook_id: delivery.webhookId,
  event: delivery.event,
  resource_id: delivery.resourceId,
  url: delivery.url,
  headers: delivery.headers,
  body: withoutSecrets(Redacted.value(delivery.body)),
  created_at: new Date(delivery.createdAt).toISOString(),
  attempts: delivery.attempts.map(({ at, ...attempt }) => ({
    at: new Date(at).toISOString(),
    ...attempt
  })),
  done: delivery.done
})

/** The routes that pay invoices, and that tell webhooks. */
export const moneyRoutes = (emulator: EmulatorService) =>
  HttpRouter.empty.pipe(
    HttpRouter.post(
      "/pay",
      bodyOf(PayInput).pipe(
        Effect.flatMap(({ invoice_id, price, provider_id, status }) =>
          emulator.pay(invoice_id, { price, providerId: provider_id, status })
        ),
        Effect.flatMap(encodePayment),
        Effect.flatMap((payment) => json(payment)),
        Effect.catchTag("PaymentRefused", ({ message }) => json({ error: message }, 400))
      )
    ),
    HttpRouter.get(
      "/deliveries",
      Effect.flatMap(emulator.deliveries.all, (all) => json({ deliveries: all.map(deliveryJson) }))
    ),
    HttpRouter.post(
      "/deliveries",
      bodyOf(EventInput).pipe(
        Effect.flatMap(({ event, payload, resource_id }) =>
          emulator.publish({ event, payload, resourceId: resource_id })
        ),
        Effect.zipRight(done)
      )
    ),
    HttpRouter.post(
      "/deliveries/script",
      bodyOf(Schema.Struct({ faults: Schema.Array(DeliveryFault) })).pipe(
        Effect.flatMap(({ faults }) => emulator.scriptDeliveries(faults)),
        Effect.zipRight(done)
      )
    )
  )
