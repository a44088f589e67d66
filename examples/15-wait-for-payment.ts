// Wait for a payment where webhooks can't be received: ask again and again, and give up after a time.
// The customer pays in two parts on an emulator, which this example always runs on.
import { Invoices } from "effect-bitgpt"
import { Emulator } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Option, Stream } from "effect"
import { watchInvoice } from "./support/watchInvoice.js"

const customer = (invoiceId: string) =>
  Effect.gen(function* () {
    const { pay } = yield* Emulator
    yield* pay(invoiceId, { price: "4" }).pipe(Effect.delay("500 millis"))
    yield* pay(invoiceId).pipe(Effect.delay("500 millis"))
  })

const program = Effect.gen(function* () {
  const invoices = yield* Invoices
  const { id } = yield* invoices.create({
    customerEmail: "ada@example.com",
    items: [{ type: "PAYMENT_INTENT", currency: "EUR", price: "10" }]
  })
  yield* Effect.fork(customer(id))

  // With BitGPT, every 5 seconds or so.
  const last = yield* watchInvoice(id, "100 millis").pipe(
    Stream.tap(({ status }) => Console.log(status)),
    Stream.runLast,
    Effect.timeoutOption("30 minutes"),
    Effect.map(Option.flatten)
  )
  yield* Console.log(
    Option.match(last, {
      onNone: () => "not paid in time",
      onSome: ({ status }) => (status === "COMPLETED" ? "the order is paid" : "the order is void")
    })
  )
})

await program.pipe(
  Effect.provide(BitGptNode.layerConfig()),
  Effect.provide(Emulator.layerConfigProvider()),
  Effect.runPromise
)
