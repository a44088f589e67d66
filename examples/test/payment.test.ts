// What an application decides about payments, over a BitGPT in memory.
import { assert, describe, it } from "@effect/vitest"
import { Invoices } from "effect-bitgpt"
import { BitGptTest, makeError } from "effect-bitgpt/testing"
import { Chunk, Effect, Fiber, Stream, TestClock } from "effect"
import { Orders, settle } from "../support/orders.js"
import { watchInvoice } from "../support/watchInvoice.js"

const invoiceOfTenEuros = Effect.gen(function* () {
  const invoices = yield* Invoices
  const { id } = yield* invoices.create({
    customerEmail: "ada@example.com",
    items: [{ type: "PAYMENT_INTENT", currency: "EUR", price: "10" }]
  })
  return id
})

describe("an order", () => {
  it.effect("is paid when its invoice is, and not when a payment of a part is completed", () =>
    Effect.gen(function* () {
      const { fake } = yield* BitGptTest
      const orders = yield* Orders
      const id = yield* invoiceOfTenEuros
      for (const [price, isPaid] of [
        ["9.99", false],
        ["0.01", true]
      ] as const) {
        yield* fake.pay(id, { price })
        // Deliveries come twice.
        yield* settle(id)
        yield* settle(id)
        assert.strictEqual(yield* orders.isPaid(id), isPaid)
      }
    }).pipe(Effect.provide([BitGptTest.layer(), Orders.layerMemory]))
  )
})

describe("an invoice that is watched", () => {
  const watch = (id: string) =>
    watchInvoice(id, "5 seconds").pipe(
      Stream.map(({ status }) => status),
      Stream.runCollect,
      Effect.map(Chunk.toReadonlyArray)
    )

  it.effect("shows each status once, through an outage", () =>
    Effect.gen(function* () {
      const test = yield* BitGptTest
      const id = yield* invoiceOfTenEuros
      const fiber = yield* Effect.fork(watch(id))
      yield* TestClock.adjust("12 seconds")
      yield* test.fake.pay(id, { price: "4" })
      yield* TestClock.adjust("5 seconds")
      const outage = Array.from({ length: 20 }, () => makeError("ServerError", { status: 503 }))
      yield* test.script(Invoices.endpoints.get, outage)
      yield* test.fake.pay(id)
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), ["PENDING", "PARTIALLY_PAID", "COMPLETED"])
    }).pipe(Effect.provide(BitGptTest.layer()))
  )

  it.effect("ends with an error that waiting doesn't mend", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(watch("invoice_of_nobody"))
      assert.strictEqual(error._tag, "NotFoundError")
    }).pipe(Effect.provide(BitGptTest.layer()))
  )
})
