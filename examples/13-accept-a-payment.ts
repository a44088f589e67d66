// Accept a payment: product, invoice, checkout, webhook, and an order that is paid once its invoice is.
// The customer pays in two parts on an emulator, which this example always runs on.
import { HttpRouter, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import {
  formatAmount,
  Invoices,
  Products,
  WebhookDelivery,
  WebhookHandler,
  Webhooks
} from "effect-bitgpt"
import { Emulator } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { Array, type BigDecimal, Console, Effect, Option, Queue } from "effect"
import { createServer } from "node:http"
import { Orders, settle } from "./support/orders.js"

const say = (what: string, text: string) => Console.log(`  ${what.padEnd(13)}  ${text}`)

const euros = (price: BigDecimal.BigDecimal) => `${formatAmount(price, { decimals: 2 })} EUR`

/** Serves an address that BitGPT tells payments to. Gives the invoices that were looked at. */
const receiveWebhooks = Effect.gen(function* () {
  const webhooks = yield* Webhooks
  const server = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const { secret } = yield* webhooks.create({
    label: "Orders",
    url: `${server}/webhooks/bitgpt`,
    events: ["payment.updated"]
  })
  const settled = yield* Queue.unbounded<string>()
  const handler = yield* WebhookHandler.make({
    secret: yield* secret,
    onDelivery: (delivery) =>
      Effect.gen(function* () {
        const { currency, invoiceId, price, status } = yield* WebhookDelivery.paymentOf(delivery)
        yield* say(
          "webhook",
          `verified: a payment of ${formatAmount(price)} ${currency} is ${status}`
        )
        yield* Queue.offer(settled, yield* settle(yield* invoiceId))
      }).pipe(Effect.catchTag("NoSuchElementException", () => Effect.void))
  })
  yield* HttpServer.serveEffect(HttpRouter.empty.pipe(HttpRouter.post("/webhooks/bitgpt", handler)))
  return settled
})

const program = Effect.gen(function* () {
  const { baseUrl, pay } = yield* Emulator
  const products = yield* Products
  const invoices = yield* Invoices
  const orders = yield* Orders
  const settled = yield* receiveWebhooks

  const { id: productId } = yield* products.create({
    name: "Coffee",
    schemas: [{ type: "ONE_TIME", currency: "EUR", basePrice: "2.20" }]
  })
  const { name, schemas } = yield* products.get(productId)
  const schema = yield* Option.flatMap(schemas, Array.head)
  yield* say("product", `${name}, ${euros(yield* schema.basePrice)} (${productId})`)

  const { id } = yield* invoices.create(
    {
      customerEmail: "ada@example.com",
      items: [{ type: "PRODUCT", productId, billingSchemaId: schema.id, quantity: 2 }],
      metadata: { order: "1001" }
    },
    // Stored with the order: called again, nothing is charged twice.
    { idempotencyKey: "order-1001" }
  )
  yield* say("invoice", `2 × ${name}, ${euros((yield* invoices.get(id)).price)} (${id})`)
  yield* say("checkout", Invoices.checkoutUrl(id, { baseUrl }))

  for (const price of ["1.76", "2.64"]) {
    yield* say("customer", `pays ${price} EUR in USDC`)
    yield* pay(id, { price })
    const status = yield* Queue.take(settled)
    const state = (yield* orders.isPaid(id)) ? "paid" : "open"
    yield* say("order", `${state}: its invoice is ${status}`)
  }
})

await program.pipe(
  Effect.scoped,
  Effect.provide([
    BitGptNode.layerConfig(),
    Orders.layerMemory,
    NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })
  ]),
  // Your application has no need of this: without it, the client asks BitGPT.
  Effect.provide(Emulator.layerConfigProvider()),
  Effect.runPromise
)
