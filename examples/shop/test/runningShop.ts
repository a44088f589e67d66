import { FetchHttpClient, HttpApiClient, HttpServer } from "@effect/platform"
import { Effect, Layer, Logger, LogLevel, Schedule } from "effect"
import * as Development from "../dev/development.js"
import { Api } from "../src/http/Api.js"
import { OrderId } from "../src/Order.js"

/** A running shop, as its customers see it, and an order of two coffees: 4.40 EUR. */
const customer = (address: string) =>
  Effect.gen(function* () {
    const shop = yield* HttpApiClient.make(Api, { baseUrl: address })
    const [coffee] = yield* shop.products()
    const productId = (yield* Effect.fromNullable(coffee)).productId
    const path = { id: OrderId.make(crypto.randomUUID()) }
    const order = shop.getOrder({ path })
    return {
      order,
      place: shop.placeOrder({
        path,
        payload: { email: "ada@example.com", lines: [{ productId, quantity: 2 }] }
      }),
      /** Fails where the order is in another status for long. */
      waitFor: (status: "OPEN" | "PAID") =>
        Effect.retry(
          Effect.filterOrFail(order, (order) => order.status === status),
          { schedule: Schedule.spaced("20 millis"), times: 250 }
        )
    }
  }).pipe(Effect.provide(FetchHttpClient.layer))

/** The whole shop on an emulator, at a free port, for one test. */
export const layer = (environment: Readonly<Record<string, string>> = {}) =>
  Development.layer({ environment: { PORT: "0", ...environment } }).pipe(
    Layer.provide(Logger.minimumLogLevel(LogLevel.None))
  )

/** A customer of the shop of this test. */
export const open = HttpServer.addressFormattedWith(customer)

/** An order that waits for its payment. */
export const placed = Effect.gen(function* () {
  const customer = yield* open
  const { checkoutUrl } = yield* customer.place
  const invoiceId = new URL(yield* checkoutUrl).pathname.slice(1)
  return { ...customer, invoiceId }
})
