// What the address of the webhooks answers where the background doesn't take what comes.
import { HttpApiBuilder, HttpClient, HttpClientRequest } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { PaymentRecord, signWebhook } from "effect-bitgpt/testing"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { Background, QueueFull } from "../src/Background.js"
import * as webhooks from "../src/http/webhooks.js"

const secret = ["a", "secret", "for", "tests"].join(" ")

const payment = PaymentRecord.make({
  id: "payment_1",
  invoice_id: "invoice_1",
  currency: "USDC",
  price: "10",
  price_usd: "10"
})

it.live("a webhook that there is no room for is asked for again, one of no payment is not", () =>
  Effect.gen(function* () {
    const post = (event: string) =>
      Effect.gen(function* () {
        const { body, headers } = yield* signWebhook({
          secret: Redacted.make(secret),
          event,
          payload: payment
        })
        const { status } = yield* HttpClientRequest.post("/webhooks/bitgpt", { headers }).pipe(
          HttpClientRequest.bodyText(body, "application/json"),
          HttpClient.execute
        )
        return status
      })
    // The same one again is no duplicate: nothing was done for it.
    assert.strictEqual(yield* post("payment.updated"), 503)
    assert.strictEqual(yield* post("payment.updated"), 503)
    assert.strictEqual(yield* post("order.shipped"), 200)
  }).pipe(
    Effect.scoped,
    Effect.provide(
      HttpApiBuilder.Router.serve().pipe(
        Layer.provide(webhooks.layer),
        Layer.provide(Layer.succeed(Background, { enqueue: () => new QueueFull() })),
        Layer.provideMerge(NodeHttpServer.layerTest)
      )
    ),
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_WEBHOOK_SECRET", secret]])))
  )
)
