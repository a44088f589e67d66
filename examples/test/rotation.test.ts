import { assert, describe, it } from "@effect/vitest"
import { ApiKeys, BitGpt, type NewApiKey, TimeoutPolicy } from "effect-bitgpt"
import { BitGptTest, Reply, TestHttp } from "effect-bitgpt/testing"
import { Effect, Fiber, Layer, Redacted, Ref, TestClock } from "effect"
import { createAndStore, SecretStore } from "../support/rotation.js"

/** A store that takes a while, and what is in it. */
const slowStore = Effect.map(Ref.make<ReadonlyArray<string>>([]), (names) => ({
  names: Ref.get(names),
  store: SecretStore.of({
    put: (name) =>
      Effect.delay(
        Ref.update(names, (known) => [...known, name]),
        "3 seconds"
      )
  })
}))

const createSlowly = Effect.gen(function* () {
  const { fake, script } = yield* BitGptTest
  const made: Effect.Effect<NewApiKey, never, ApiKeys> = Effect.flatMap(ApiKeys, (apiKeys) =>
    Effect.orDie(apiKeys.create({ label: "Checkout" }))
  )
  const key = yield* made
  yield* fake.apiKeys.remove(key.id)
  yield* script(ApiKeys.endpoints.create, [Effect.delay(Effect.succeed(key), "2 seconds")])
  return key
})

describe("createAndStore", () => {
  for (const moment of ["1 second", "4 seconds"] as const) {
    it.effect(`stores the secret of a key, though it is interrupted after ${moment}`, () =>
      Effect.gen(function* () {
        const { names, store } = yield* slowStore
        const key = yield* createSlowly
        const fiber = yield* createAndStore({ label: "Checkout" }).pipe(
          Effect.provideService(SecretStore, store),
          Effect.fork
        )
        yield* TestClock.adjust(moment)
        yield* Fiber.interruptFork(fiber)
        yield* TestClock.adjust("5 seconds")
        yield* Fiber.await(fiber)
        assert.deepStrictEqual(yield* names, [key.id])
      }).pipe(Effect.provide(BitGptTest.layer()))
    )
  }

  it.effect("ends by the client's time limit all the same", () =>
    Effect.gen(function* () {
      const { names, store } = yield* slowStore
      const fiber = yield* createAndStore({ label: "Checkout" }).pipe(
        Effect.provideService(SecretStore, store),
        Effect.fork
      )
      yield* TestClock.adjust("1 second")
      yield* Fiber.interruptFork(fiber)
      yield* TestClock.adjust("1 second")
      const exit = yield* Fiber.await(fiber)
      assert.strictEqual(exit._tag, "Failure")
      assert.deepStrictEqual(yield* names, [])
    }).pipe(
      Effect.provide(
        BitGpt.layerNoDeps({ accessToken: Redacted.make("token") }).pipe(
          Layer.provide(TestHttp.layer([Reply.never])),
          Layer.provide(TimeoutPolicy.layer({ attempt: "2 seconds" }))
        )
      )
    )
  )
})
