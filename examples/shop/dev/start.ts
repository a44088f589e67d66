// The shop in development, for as long as one order takes: a customer orders, pays in two parts at the
// emulator's checkout, and the shop stops.
import {
  FetchHttpClient,
  HttpApiClient,
  HttpClient,
  HttpClientRequest,
  HttpServer
} from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { formatAmount } from "effect-bitgpt"
import { Emulator } from "effect-bitgpt-emulator"
import { Console, Effect, Logger, LogLevel, Schedule } from "effect"
import { Api } from "../src/http/Api.js"
import { OrderId } from "../src/Order.js"
import * as Development from "./development.js"

const say = (what: string, text: string) => Console.log(`  ${what.padEnd(9)} ${text}`)

/** Waits until the shop has answered so many webhooks. */
const delivered = (count: number) =>
  Effect.flatMap(Emulator, ({ deliveries }) =>
    Effect.repeat(deliveries.all, {
      until: (all) => all.filter(({ attempts }) => attempts.length > 0).length >= count,
      schedule: Schedule.spaced("20 millis")
    })
  )

/** Sends the form of the checkout page, as a browser would. */
const pay = (checkoutUrl: string, fields: Record<string, string>) =>
  HttpClientRequest.post(checkoutUrl).pipe(
    HttpClientRequest.bodyUrlParams(fields),
    HttpClient.execute
  )

const program = Effect.gen(function* () {
  const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const shop = yield* HttpApiClient.make(Api, { baseUrl: address })
  yield* say("shop", `listens at ${address}`)

  const products = yield* shop.products()
  const prices = products.map((it) => `${it.name} ${formatAmount(it.price, { decimals: 2 })}`)
  yield* say("products", `${prices.join(", ")} EUR`)

  const path = { id: OrderId.make(crypto.randomUUID()) }
  const [coffee, cake] = products
  if (coffee === undefined || cake === undefined) return yield* Effect.dieMessage("no products")
  const order = yield* shop.placeOrder({
    path,
    payload: {
      email: "ada@example.com",
      lines: [
        { productId: coffee.productId, quantity: 2 },
        { productId: cake.productId, quantity: 1 }
      ]
    }
  })
  const checkoutUrl = yield* order.checkoutUrl
  yield* say("order", `2 × Coffee, 1 × Cake: ${formatAmount(order.total)} EUR, ${order.status}`)
  yield* say("checkout", checkoutUrl)

  yield* say("customer", "pays 5 EUR")
  yield* pay(checkoutUrl, { price: "5" })
  yield* delivered(1)
  yield* say("webhook", `received, the order is ${(yield* shop.getOrder({ path })).status}`)

  yield* say("customer", "pays the rest")
  yield* pay(checkoutUrl, {})
  yield* delivered(2)
  yield* Effect.repeat(shop.getOrder({ path }), {
    until: ({ status }) => status === "PAID",
    schedule: Schedule.spaced("20 millis")
  })
  yield* say("webhook", `received, the order is ${(yield* shop.getOrder({ path })).status}`)
}).pipe(Effect.timeout("20 seconds"))

program.pipe(
  Effect.provide([Development.layer({ environment: { PORT: "0" } }), FetchHttpClient.layer]),
  Effect.zipRight(say("shop", "stopped, with nothing left to do")),
  Logger.withMinimumLogLevel(LogLevel.Warning),
  NodeRuntime.runMain
)
