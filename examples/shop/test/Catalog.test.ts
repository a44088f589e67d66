// What is sold, and how often BitGPT is asked for it.
import { assert, it } from "@effect/vitest"
import { Products } from "effect-bitgpt"
import { BitGptTest, makeError } from "effect-bitgpt/testing"
import { Effect, TestClock } from "effect"
import { Catalog } from "../src/Catalog.js"
import { layer, product } from "./shopInMemory.js"

it.effect("BitGPT is asked once a minute, and again after a failure", () =>
  Effect.gen(function* () {
    const { callsOf, script } = yield* BitGptTest
    const { items } = yield* Catalog
    const asked = Effect.map(callsOf(Products.endpoints.list), (calls) => calls.length)
    yield* script(Products.endpoints.list, [makeError("ServerError", { status: 503 })])
    yield* Effect.flip(items)
    yield* TestClock.adjust("1 millis")
    yield* Effect.replicateEffect(items, 3)
    assert.strictEqual(yield* asked, 2)
    yield* TestClock.adjust("61 seconds")
    yield* items
    assert.strictEqual(yield* asked, 3)
  }).pipe(Effect.provide(layer))
)

it.effect("what is charged again and again, or no more for sale, is not sold", () =>
  Effect.gen(function* () {
    const { fake } = yield* BitGptTest
    const monthly = product("monthly", "EUR", "9")
    yield* fake.products.set({
      ...monthly,
      schemas: monthly.schemas.map((schema) => ({ ...schema, type: "RECURRING" }))
    })
    yield* fake.products.set({ ...product("old", "EUR", "1"), is_active: 0 })
    const items = yield* (yield* Catalog).items
    assert.sameMembers(
      items.map(({ name }) => name),
      ["coffee", "cake", "tea"]
    )
  }).pipe(Effect.provide(layer))
)
