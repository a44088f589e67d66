// Which orders are paid, over a BitGPT in memory.
import { assert, describe, it } from "@effect/vitest"
import { Invoices } from "effect-bitgpt"
import { BitGptTest, makeError } from "effect-bitgpt/testing"
import { Effect, TestClock } from "effect"
import { Checkout } from "../src/Checkout.js"
import { OrderStore } from "../src/OrderStore.js"
import { Settlement } from "../src/Settlement.js"
import { id, layer, requestOf } from "./shopInMemory.js"

/** An order of 0.30 EUR, by its invoice. */
const placed = Effect.gen(function* () {
  const { invoiceId } = yield* (yield* Checkout).place(id, requestOf(["coffee", 3]))
  return yield* invoiceId
})

const status = Effect.gen(function* () {
  return (yield* yield* (yield* OrderStore).get(id)).status
})

describe("an order", () => {
  it.effect("is paid when its invoice is, not when a part of it is, however often it is told", () =>
    Effect.gen(function* () {
      const { fake } = yield* BitGptTest
      const { settle } = yield* Settlement
      const invoiceId = yield* placed
      for (const [price, expected] of [
        ["0.29", "OPEN"],
        ["0.01", "PAID"]
      ] as const) {
        yield* fake.pay(invoiceId, { price })
        yield* Effect.all([settle(invoiceId), settle(invoiceId)], { concurrency: "unbounded" })
        assert.strictEqual(yield* status, expected)
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("is found to be paid by the sweep where no webhook came, through an outage", () =>
    Effect.gen(function* () {
      const { fake, script } = yield* BitGptTest
      const { sweep } = yield* Settlement
      yield* fake.pay(yield* placed)
      yield* script(Invoices.endpoints.get, [makeError("ServerError", { status: 503 })])
      yield* sweep
      assert.strictEqual(yield* status, "OPEN")
      yield* sweep
      assert.strictEqual(yield* status, "PAID")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is left out by the sweep after a day, and paid by a webhook all the same", () =>
    Effect.gen(function* () {
      const { fake } = yield* BitGptTest
      const { settle, sweep } = yield* Settlement
      const invoiceId = yield* placed
      yield* TestClock.adjust("25 hours")
      yield* fake.pay(invoiceId)
      yield* sweep
      assert.strictEqual(yield* status, "OPEN")
      yield* settle(invoiceId)
      assert.strictEqual(yield* status, "PAID")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is cancelled with its invoice", () =>
    Effect.gen(function* () {
      const { fake } = yield* BitGptTest
      const invoice = yield* yield* fake.invoices.get(yield* placed)
      yield* fake.invoices.set({ ...invoice, status: "VOIDED" })
      yield* (yield* Settlement).sweep
      assert.strictEqual(yield* status, "CANCELLED")
    }).pipe(Effect.provide(layer))
  )
})

it.effect("an invoice that isn't the shop's is not asked for", () =>
  Effect.gen(function* () {
    yield* (yield* Settlement).settle("invoice_of_somebody_else")
    const { calls } = yield* BitGptTest
    assert.isEmpty(yield* calls)
  }).pipe(Effect.provide(layer))
)
