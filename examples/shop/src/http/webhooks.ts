import { HttpApiBuilder, HttpServerResponse } from "@effect/platform"
import { WebhookDelivery, WebhookHandler } from "effect-bitgpt"
import { Config, Effect, Option } from "effect"
import { Background } from "../Background.js"

const invoiceOf = (delivery: WebhookDelivery.WebhookDelivery): Option.Option<string> =>
  Option.flatMap(WebhookDelivery.paymentOf(delivery), ({ invoiceId }) => invoiceId)

/**
 * Receives BitGPT's webhooks at `/webhooks/bitgpt`, with the secret of `BITGPT_WEBHOOK_SECRET`. It answers
 * as soon as the work is in the queue. Without room there, it answers 503: BitGPT delivers once more.
 *
 * Duplicates are dropped by a memory of this process. Where there are several, provide a
 * `WebhookDeduplication` that they share. An order would be paid once all the same: see `OrderStore.close`.
 */
export const layer = HttpApiBuilder.Router.use((router) =>
  Effect.gen(function* () {
    const { enqueue } = yield* Background
    const handler = yield* WebhookHandler.make({
      secret: yield* Config.redacted(Config.nonEmptyString("BITGPT_WEBHOOK_SECRET")),
      onDelivery: (delivery) =>
        Option.match(invoiceOf(delivery), { onNone: () => Effect.void, onSome: enqueue })
    })
    yield* router.post(
      "/webhooks/bitgpt",
      Effect.catchTag(handler, "QueueFull", () => HttpServerResponse.empty({ status: 503 }))
    )
  })
)
