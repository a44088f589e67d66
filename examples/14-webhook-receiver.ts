// Receive webhooks with a server of @effect/platform-node: it answers at once, works in the background,
// and ends cleanly. An emulator delivers: one webhook with a wrong signature, and one twice.
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { DeliveryFault, Emulator, InvoiceRecord, WebhookRecord } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { ConfigProvider, Effect, Layer, Logger, Redacted, Schedule } from "effect"
import { createServer } from "node:http"
import { Orders } from "./support/orders.js"
import { receiverOn } from "./support/receiver.js"

const secret = ["the", "secret", "of", "this", "webhook"].join(" ")

// An application runs this until SIGTERM: NodeRuntime.runMain(Layer.launch(Server))
const Server = receiverOn(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })).pipe(
  Layer.provide([BitGptNode.layerConfig(), Orders.layerMemory])
)

const deliver = Effect.gen(function* () {
  const emulator = yield* Emulator
  yield* emulator.webhooks.set(
    WebhookRecord.make({
      id: "webhook_1",
      label: "Orders",
      url: `${yield* HttpServer.addressFormattedWith(Effect.succeed)}/webhooks/bitgpt`,
      secret: Redacted.make(secret),
      events: ["payment.updated"]
    })
  )
  const answered = (count: number) =>
    Effect.repeat(
      Effect.map(emulator.deliveries.all, (all) => all.flatMap(({ attempts }) => attempts)),
      { schedule: Schedule.spaced("50 millis"), until: ({ length }) => length >= count }
    )
  yield* emulator.scriptDeliveries([DeliveryFault.wrongSignature, DeliveryFault.repeat()])
  yield* Effect.logInfo("A customer pays a part. The webhook has a wrong signature")
  yield* emulator.pay("invoice_1", { price: "4" })
  yield* answered(1)
  yield* Effect.logInfo("The customer pays the rest. The webhook comes twice")
  yield* emulator.pay("invoice_1")
  yield* answered(3)
})

await deliver.pipe(
  Effect.zipRight(Effect.logInfo("The server stops, and ends when its work is done")),
  Effect.provide(Server),
  Effect.provide(Logger.pretty),
  Effect.provide(
    Emulator.layerConfigProvider({
      invoices: [InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" })]
    })
  ),
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_WEBHOOK_SECRET", secret]]))),
  Effect.runPromise
)
