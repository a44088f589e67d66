import { HttpServer } from "@effect/platform"
import { Products } from "effect-bitgpt"
import { Emulator, type EmulatorOptions, WebhookRecord } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { Config, ConfigProvider, Effect, Layer } from "effect"
import * as Shop from "../src/Shop.js"

/** The shop's environment. What is given wins. */
const layerEnvironment = (given: Readonly<Record<string, string>>) =>
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const settings = {
        HOST: "127.0.0.1",
        SHOP_URL: "http://127.0.0.1:3000",
        BITGPT_CHECKOUT_URL: baseUrl,
        BITGPT_WEBHOOK_SECRET: crypto.randomUUID(),
        ...given
      }
      yield* Effect.configProviderWith((present) =>
        Effect.withConfigProviderScoped(
          ConfigProvider.orElse(
            ConfigProvider.fromMap(new Map(Object.entries(settings))),
            () => present
          )
        )
      )
    })
  )

/** Tells BitGPT where the shop's webhooks go. In production this is done once: with `Webhooks.create`. */
const registerWebhook = Effect.gen(function* () {
  const { webhooks } = yield* Emulator
  const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
  yield* webhooks.set(
    WebhookRecord.make({
      id: "webhook_shop",
      label: "Shop",
      url: `${address}/webhooks/bitgpt`,
      secret: yield* Config.redacted("BITGPT_WEBHOOK_SECRET"),
      events: ["payment.updated"]
    })
  )
})

/** Puts something to sell into BitGPT. In production, the owner of the shop does this. */
export const addProducts = Effect.gen(function* () {
  const products = yield* Products
  yield* Effect.forEach(
    [
      { name: "Coffee", basePrice: "2.20" },
      { name: "Cake", basePrice: "3.45" }
    ],
    ({ basePrice, name }) =>
      products.create({ name, schemas: [{ type: "ONE_TIME", currency: "EUR", basePrice }] })
  )
}).pipe(Effect.provide(BitGptNode.layerConfig()))

/** The shop as it is in production, on an emulator in the place of BitGPT. */
export const layer = (
  options: {
    readonly emulator?: EmulatorOptions
    readonly environment?: Readonly<Record<string, string>>
  } = {}
) =>
  Layer.effectDiscard(Effect.zipRight(registerWebhook, addProducts)).pipe(
    Layer.provideMerge(Shop.layer),
    Layer.provide(layerEnvironment(options.environment ?? {})),
    Layer.provideMerge(Emulator.layerConfigProvider(options.emulator))
  )
