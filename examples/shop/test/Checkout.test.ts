// How a request becomes an order that can be paid, over a BitGPT in memory.
import { assert, describe, it } from "@effect/vitest"
import { formatAmount, Invoices } from "effect-bitgpt"
import { BitGptTest, makeError } from "effect-bitgpt/testing"
import { Effect, Option } from "effect"
import { Catalog } from "../src/Catalog.js"
import { Checkout } from "../src/Checkout.js"
import { OrderStore } from "../src/OrderStore.js"
import { Settlement } from "../src/Settlement.js"
import { id, layer, product, requestOf } from "./shopInMemory.js"

const outage = makeError("ServerError", { status: 503 })

const kept = Effect.gen(function* () {
  return yield* yield* Effect.flatMap(OrderStore, ({ get }) => get(id))
})

/** The keys that invoices were asked for with. */
const keys = Effect.map(
  Effect.flatMap(BitGptTest, ({ callsOf }) => callsOf(Invoices.endpoints.create)),
  (calls) => calls.map(([, options]) => options?.idempotencyKey)
)

describe("an order", () => {
  it.effect("costs exactly what its lines do, and its invoice the same", () =>
    Effect.gen(function* () {
      const checkout = yield* Checkout
      const order = yield* checkout.place(id, requestOf(["coffee", 1], ["cake", 1]))
      assert.strictEqual(formatAmount(order.total), "0.3")
      const invoice = yield* Effect.flatMap(Invoices, (it) =>
        Effect.flatMap(order.invoiceId, (id) => it.get(id))
      )
      assert.strictEqual(formatAmount(invoice.price), "0.3")
      assert.deepStrictEqual(
        checkout.checkoutUrl(order),
        Option.some(`https://pay.bitgpt.xyz/${invoice.id}`)
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("is kept with its key before BitGPT hears of it, which later requests go on with", () =>
    Effect.gen(function* () {
      const { place } = yield* Checkout
      const { fake, script } = yield* BitGptTest
      yield* script(Invoices.endpoints.create, [outage])
      const error = yield* Effect.flip(place(id, requestOf(["coffee", 2])))
      assert.strictEqual(error._tag, "PaymentsUnavailable")
      const { idempotencyKey, invoiceId } = yield* kept
      assert.isTrue(Option.isNone(invoiceId))

      const order = yield* place(id, requestOf(["coffee", 2]))
      assert.deepStrictEqual(yield* keys, [idempotencyKey, idempotencyKey])
      assert.lengthOf(yield* fake.invoices.all, 1)
      // And once there is an invoice, nothing more is asked.
      assert.deepStrictEqual(yield* place(id, requestOf(["coffee", 2])), order)
      assert.lengthOf(yield* keys, 2)
    }).pipe(Effect.provide(layer))
  )

  it.effect("that broke off is gone on with by the sweep, with its key", () =>
    Effect.gen(function* () {
      const { script } = yield* BitGptTest
      yield* script(Invoices.endpoints.get, [outage])
      yield* Effect.flip((yield* Checkout).place(id, requestOf(["coffee", 2])))
      yield* (yield* Settlement).sweep
      const { idempotencyKey, invoiceId } = yield* kept
      assert.isTrue(Option.isSome(invoiceId))
      assert.deepStrictEqual(yield* keys, [idempotencyKey, idempotencyKey])
    }).pipe(Effect.provide(layer))
  )

  it.effect("keeps its id: another request with it is a conflict", () =>
    Effect.gen(function* () {
      const { place } = yield* Checkout
      yield* place(id, requestOf(["coffee", 2]))
      const error = yield* Effect.flip(place(id, requestOf(["coffee", 3])))
      assert.strictEqual(error._tag, "OrderConflict")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is cancelled where BitGPT would charge another price than the customer saw", () =>
    Effect.gen(function* () {
      const { fake } = yield* BitGptTest
      yield* (yield* Catalog).items
      yield* fake.products.set(product("coffee", "EUR", "0.11"))
      const error = yield* Effect.flip((yield* Checkout).place(id, requestOf(["coffee", 2])))
      assert.strictEqual(error._tag, "PriceChanged")
      assert.strictEqual((yield* kept).status, "CANCELLED")
    }).pipe(Effect.provide(layer))
  )

  for (const [name, request, reason] of [
    ["of nothing that is sold", requestOf(["coffee", 1], ["car", 1]), "UnknownProduct"],
    ["in several currencies", requestOf(["coffee", 1], ["tea", 1]), "SeveralCurrencies"]
  ] as const) {
    it.effect(`${name} is refused, and not kept`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip((yield* Checkout).place(id, request))
        assert.deepInclude(error, { _tag: "OrderRefused", reason })
        assert.isTrue(Option.isNone(yield* (yield* OrderStore).get(id)))
      }).pipe(Effect.provide(layer))
    )
  }

  it.effect("that BitGPT refuses is cancelled, and not asked for again", () =>
    Effect.gen(function* () {
      const { script } = yield* BitGptTest
      yield* script(Invoices.endpoints.create, [makeError("ValidationError", { status: 422 })])
      const error = yield* Effect.flip((yield* Checkout).place(id, requestOf(["coffee", 2])))
      assert.deepInclude(error, { _tag: "OrderRefused", reason: "NotAccepted" })
      yield* (yield* Settlement).sweep
      assert.lengthOf(yield* keys, 1)
    }).pipe(Effect.provide(layer))
  )
})
