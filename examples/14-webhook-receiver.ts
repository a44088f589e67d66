// Receive webhooks with a server of @effect/platform-node: it answers at once, works in the background,
// and ends cleanly. An emulator delivers: one webhook twice, and one with a wrong signature.
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { DeliveryFault, Emulator, InvoiceRecord, WebhookRecord } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { ConfigProvider, Effect, Layer, Logger, Redacted, Schedule } from "effect"
import { createServer } from "node:http"
import { Orders } from "./support/orders.js"
import { Receiver } from "./support/receiver.js"

const secret = ["the", "secret", "of", "this", "webhook"].join(" ")

// An application runs this until SIGTERM: NodeRuntime.runMain(Layer.launch(Server))
const Server = Receiver.pipe(
  Layer.provide([BitGptNode.layerConfig(), Orders.layerMemory]),
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 }))
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
  yield* emulator.scriptDeliveries([DeliveryFault.repeat(), DeliveryFault.wrongSignature])
  yield* emulator.pay("invoice_1", { price: "4" })
  yield* emulator.pay("invoice_1")
  const attempts = Effect.map(emulator.deliveries.all, (all) => all.flatMap((one) => one.attempts))
  yield* Effect.repeat(attempts, {
    schedule: Schedule.spaced("50 millis"),
    until: ({ length }) => length >= 3
  })
})

await deliver.pipe(
  Effect.zipRight(Effect.logInfo("The server ends now, and the work that is left before it")),
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
