import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Effect, Layer, Redacted } from "effect"
import { Emulator } from "../src/index.js"

/** What an application builds itself from. */
const Application = Layer.effectDiscard(
  Effect.gen(function* () {
    const emulator = yield* Emulator
    const token = yield* Config.redacted("BITGPT_ACCESS_TOKEN")
    assert.strictEqual(Redacted.value(token), Redacted.value(emulator.accessToken))
    assert.strictEqual(yield* Config.string("BITGPT_BASE_URL"), emulator.baseUrl)
    assert.strictEqual(yield* Config.string("SHOP_NAME"), "Mugs")
  })
)

describe("layerConfigProvider", () => {
  it.effect(
    "gives an application its settings, and leaves the others to the present provider",
    () =>
      Effect.void.pipe(
        Effect.provide(Layer.provideMerge(Application, Emulator.layerConfigProvider())),
        Effect.withConfigProvider(
          ConfigProvider.fromMap(
            new Map([
              ["SHOP_NAME", "Mugs"],
              ["BITGPT_BASE_URL", "https://api.bitgpt.xyz"]
            ])
          )
        )
      )
  )
})
