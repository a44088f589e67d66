// What every store has to do. Run it on yours, too.
import { assert, describe, it } from "@effect/vitest"
import { InvoiceId } from "effect-bitgpt"
import { DateTime, Effect, Option } from "effect"
import { Checkout } from "../src/Checkout.js"
import { OrderStore } from "../src/OrderStore.js"
import { id, layer, requestOf } from "./shopInMemory.js"

const placed = Effect.gen(function* () {
  return yield* (yield* Checkout).place(id, requestOf(["coffee", 1]))
})

describe("a store", () => {
  it.effect("keeps the first order of an id, with its key", () =>
    Effect.gen(function* () {
      const store = yield* OrderStore
      const order = yield* placed
      const second = { ...order, idempotencyKey: "another", invoiceId: Option.none() }
      assert.deepStrictEqual(yield* store.insert(second), order)
      assert.deepStrictEqual(yield* store.get(id), Option.some(order))
    }).pipe(Effect.provide(layer))
  )

  it.effect("closes an order once, whoever calls", () =>
    Effect.gen(function* () {
      const store = yield* OrderStore
      yield* placed
      const closed = yield* Effect.all(
        [store.close(id, "PAID"), store.close(id, "PAID"), store.close(id, "CANCELLED")],
        { concurrency: "unbounded" }
      )
      assert.sameMembers(closed, [true, false, false])
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds an order by its invoice, and while it is open", () =>
    Effect.gen(function* () {
      const store = yield* OrderStore
      const { placedAt } = yield* placed
      const invoiceId = InvoiceId.make("invoice_1")
      yield* store.setInvoice(id, invoiceId)
      const found = Option.map(yield* store.getByInvoice(invoiceId), (order) => order.id)
      assert.deepStrictEqual(found, Option.some(id))
      assert.lengthOf(yield* store.openSince(placedAt), 1)
      assert.isEmpty(yield* store.openSince(DateTime.add(placedAt, { millis: 1 })))
      yield* store.close(id, "PAID")
      assert.isEmpty(yield* store.openSince(placedAt))
    }).pipe(Effect.provide(layer))
  )
})
