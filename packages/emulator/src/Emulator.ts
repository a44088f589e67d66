/**
 * A server on this machine that behaves like the BitGPT API, as a service.
 *
 * @module
 */
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { EmulatorError } from "./EmulatorError.js"
import type { EmulatorOptions, EmulatorService } from "./EmulatorService.js"
import { run } from "./internal/run.js"

/**
 * A server on this machine that behaves like the BitGPT API: its documented calls, webhooks that are
 * told, a page to pay at, and every fault that a network has.
 *
 * @example
 * ```ts
 * import { Emulator, Fault } from "effect-bitgpt-emulator"
 * import { ApiKeys } from "effect-bitgpt"
 * import { BitGptNode } from "effect-bitgpt/node"
 * import { Effect, Layer } from "effect"
 *
 * const Client = Layer.unwrapEffect(
 *   Effect.map(Emulator, ({ accessToken, baseUrl }) => BitGptNode.layer({ accessToken, baseUrl }))
 * )
 *
 * const program = Effect.gen(function* () {
 *   const emulator = yield* Emulator
 *   const apiKeys = yield* ApiKeys
 *   yield* emulator.script([Fault.status(503), Fault.resetBeforeHeaders, Fault.none])
 *   yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
 *   return (yield* emulator.requests).length // 3
 * }).pipe(Effect.provide(Layer.provideMerge(Client, Emulator.layer())))
 * ```
 */
export class Emulator extends Context.Tag("effect-bitgpt-emulator/Emulator")<
  Emulator,
  EmulatorService
>() {
  /**
   * Runs an emulator for as long as the layer is in use. Every build of the layer is another one.
   *
   * Fails with `ListenError` where the address is taken, with `DataFileError` where the data file is
   * broken.
   *
   * @example
   * ```ts
   * import { ApiKeyRecord, Emulator, Fault, FaultRule, RateLimit } from "effect-bitgpt-emulator"
   *
   * const Unreliable = Emulator.layer({
   *   apiKeys: [ApiKeyRecord.make({ id: "api_key_1", label: "Checkout" })],
   *   rateLimit: RateLimit.documented,
   *   faults: [FaultRule.withProbability(0.1, Fault.resetBeforeHeaders)],
   *   seed: "the same every time"
   * })
   * ```
   */
  static readonly layer = (options: EmulatorOptions = {}): Layer.Layer<Emulator, EmulatorError> =>
    Layer.scoped(
      Emulator,
      Effect.suspend(() => run(options))
    )

  /**
   * As {@link Emulator.layer}, and a program that reads its settings from the environment finds the
   * emulator's there: `BITGPT_ACCESS_TOKEN` and `BITGPT_BASE_URL` stand before the present
   * `ConfigProvider`, which all other settings still come from.
   *
   * @example
   * ```ts
   * import { Emulator } from "effect-bitgpt-emulator"
   * import { BitGptNode } from "effect-bitgpt/node"
   * import { Layer } from "effect"
   *
   * // What the application runs with.
   * const Live = BitGptNode.layerConfig()
   *
   * const Test = Layer.provideMerge(Live, Emulator.layerConfigProvider())
   * ```
   */
  static readonly layerConfigProvider = (
    options: EmulatorOptions = {}
  ): Layer.Layer<Emulator, EmulatorError> =>
    Layer.provideMerge(
      Layer.scopedDiscard(
        Effect.gen(function* () {
          const { accessToken, baseUrl } = yield* Emulator
          const settings = ConfigProvider.fromMap(
            new Map([
              ["BITGPT_ACCESS_TOKEN", Redacted.value(accessToken)],
              ["BITGPT_BASE_URL", baseUrl]
            ])
          )
          const present = yield* Effect.configProviderWith(Effect.succeed)
          yield* Effect.withConfigProviderScoped(ConfigProvider.orElse(settings, () => present))
        })
      ),
      Emulator.layer(options)
    )
}
