// The whole shop over real sockets: customers order, and the emulator delivers, as BitGPT would.
import { assert, describe, it } from "@effect/vitest"
import { DeliveryFault, Emulator, Fault } from "effect-bitgpt-emulator"
import { Effect, Schedule } from "effect"
import { layer, open, placed } from "./runningShop.js"

/** The statuses that deliveries were answered with, once there are so many. */
const answers = (count: number) =>
  Effect.flatMap(Emulator, ({ deliveries }) =>
    Effect.retry(
      deliveries.all.pipe(
        Effect.map((all) => all.flatMap(({ attempts }) => attempts.map(({ status }) => status))),
        Effect.filterOrFail(({ length }) => length >= count)
      ),
      { schedule: Schedule.spaced("20 millis"), times: 250 }
    )
  )

/** How often BitGPT was asked for an invoice. */
const looks = Effect.flatMap(Emulator, ({ requests }) =>
  Effect.map(requests, (all) => all.filter(({ path }) => path.startsWith("/invoices/")).length)
)

describe("a payment", () => {
  it.live("told twice is looked at once", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { invoiceId, waitFor } = yield* placed
      const before = yield* looks
      yield* emulator.scriptDeliveries([DeliveryFault.repeat()])
      yield* emulator.pay(invoiceId)
      assert.deepStrictEqual(yield* answers(2), [200, 200])
      yield* waitFor("PAID")
      assert.strictEqual(yield* looks, before + 1)
    }).pipe(Effect.provide(layer()))
  )

  it.live("told by somebody else is none", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { invoiceId, order, waitFor } = yield* placed
      const before = yield* looks
      yield* emulator.scriptDeliveries([DeliveryFault.wrongSignature])
      yield* emulator.pay(invoiceId, { price: "4" })
      assert.deepStrictEqual(yield* answers(1), [401])
      assert.strictEqual(yield* looks, before)
      assert.strictEqual((yield* order).status, "OPEN")
      yield* emulator.pay(invoiceId)
      yield* waitFor("PAID")
    }).pipe(Effect.provide(layer()))
  )

  it.live("that is never told is found by the sweep", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { invoiceId, waitFor } = yield* placed
      yield* emulator.scriptDeliveries([DeliveryFault.drop])
      yield* emulator.pay(invoiceId)
      yield* waitFor("PAID")
      assert.deepStrictEqual(yield* answers(1), [null])
    }).pipe(Effect.provide(layer({ SHOP_SWEEP_INTERVAL: "100 millis" })))
  )
})

describe("an order", () => {
  it.live("has one invoice, though no answer of BitGPT came back at first", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { place } = yield* open
      // The invoice is created, then the connection breaks: at all three attempts.
      yield* emulator.script(
        Array.from({ length: 3 }, () => Fault.resetBeforeHeaders),
        {
          method: "POST",
          path: "/invoices"
        }
      )
      const error = yield* Effect.flip(place)
      assert.strictEqual(error._tag, "PaymentsUnavailable")
      assert.strictEqual((yield* place).status, "OPEN")
      assert.lengthOf(yield* emulator.invoices.all, 1)
    }).pipe(Effect.provide(layer()))
  )

  it.live("that was placed during an outage can be paid after it", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { order, place } = yield* open
      yield* emulator.takeDown
      const error = yield* Effect.flip(place)
      assert.strictEqual(error._tag, "PaymentsUnavailable")
      yield* emulator.bringUp
      yield* Effect.retry(
        Effect.flatMap(order, ({ checkoutUrl }) => checkoutUrl),
        { schedule: Schedule.spaced("50 millis"), times: 150 }
      )
    }).pipe(Effect.provide(layer({ SHOP_SWEEP_INTERVAL: "100 millis" })))
  )
})
