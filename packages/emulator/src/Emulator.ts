/**
 * A server on this machine that behaves like the BitGPT API, as a service.
 *
 * @module
 */
import type { Fake, FakeCollections, FakeOptions } from "effect-bitgpt/fake"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { DeliveryFault } from "./DeliveryFault.js"
import type { EmulatorError } from "./EmulatorError.js"
import type { Fault } from "./Fault.js"
import type { FaultRule, RequestMatch } from "./FaultRule.js"
import { run } from "./internal/run.js"
import type { Origin } from "./Origin.js"
import type { RateLimit } from "./RateLimit.js"
import type { RecordedRequest } from "./RecordedRequest.js"

/** Settings of {@link Emulator.layer}. Each has a default. */
export interface EmulatorOptions extends Pick<
  FakeOptions,
  | "accessToken"
  | "apiKeys"
  | "files"
  | "invoices"
  | "payments"
  | "products"
  | "revealSecrets"
  | "seed"
  | "webhooks"
> {
  /** Default: 0, a free port. */
  readonly port?: number | undefined
  /** Default: `127.0.0.1`. */
  readonly host?: string | undefined
  /** Default: one made up at the start. */
  readonly accessToken?: Redacted.Redacted | undefined
  /**
   * Makes ids, secrets and probabilities repeat. Default: Effect's `Random` as it is.
   */
  readonly seed?: string | undefined
  /** Default: none. */
  readonly rateLimit?: RateLimit | undefined
  /**
   * A JSON file that everything is loaded from and saved to. One that exists wins over the records of
   * the other options. Only one emulator can use it at a time. Default: none.
   */
  readonly dataFile?: string | undefined
  /** Default: none. */
  readonly faults?: Iterable<FaultRule> | undefined
  /** How many requests are kept, the oldest go first. Default: 10,000. */
  readonly maxRecordedRequests?: number | undefined
  /**
   * Origins of pages in a browser that may use the API, such as `http://localhost:5173`. Default: none,
   * preflight requests are refused.
   */
  readonly allowedOrigins?: Iterable<string> | undefined
  /**
   * Whether webhooks on other machines are told too. Default: no, only those on this one, so that a test
   * sends nothing elsewhere.
   */
  readonly deliverAnywhere?: boolean | undefined
}

/** A running emulator. */
export interface EmulatorService
  extends FakeCollections, Pick<Fake, "checkout" | "pay" | "publish"> {
  /** Of the origin `Main`, without a slash at the end: `http://127.0.0.1:53211`. */
  readonly baseUrl: string
  /** The token with full permission. */
  readonly accessToken: Redacted.Redacted
  /** The base URL of an origin. Its listener starts when it is first asked for. */
  readonly urlOf: (origin: Origin) => Effect.Effect<string>
  /** The issuer of the origins' certificates in PEM form, for a client that is to trust it. */
  readonly certificate: Effect.Effect<string>

  /** What reached any origin so far, oldest first. Calls of the admin endpoint are left out. */
  readonly requests: Effect.Effect<ReadonlyArray<RecordedRequest>>
  readonly clearRequests: Effect.Effect<void>
  /** How many connections to any origin are open. */
  readonly openConnections: Effect.Effect<number>

  /** One fault for each of the next requests, in order, after what was scripted before, ahead of rules. */
  readonly script: (faults: Iterable<Fault>, match?: RequestMatch) => Effect.Effect<void>
  /** One fault for each of the next deliveries, in order. */
  readonly scriptDeliveries: (faults: Iterable<DeliveryFault>) => Effect.Effect<void>
  readonly addRule: (rule: FaultRule) => Effect.Effect<void>
  /** The rules that are not used up, as they were added. */
  readonly rules: Effect.Effect<ReadonlyArray<FaultRule>>
  readonly clearRules: Effect.Effect<void>

  /** Stops listening at `Main` and cuts its connections: new ones are refused. */
  readonly takeDown: Effect.Effect<void>
  /** Listens again, at the same port. */
  readonly bringUp: Effect.Effect<void>
}

/**
 * A server on this machine that behaves like the BitGPT API: its documented calls, webhooks that are
 * told, a page to pay at, and every fault that a network has.
 *
 * @example
 * ```ts
 * import { Emulator, Fault } from "effect-bitgpt-emulator"
 * import { ApiKeys, BitGpt } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * const Client = Layer.unwrapEffect(
 *   Effect.map(Emulator, ({ accessToken, baseUrl }) => BitGpt.layer({ accessToken, baseUrl }))
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
   * import { BitGpt } from "effect-bitgpt"
   * import { Emulator } from "effect-bitgpt-emulator"
   * import { Layer } from "effect"
   *
   * // What the application runs with.
   * const Live = BitGpt.layerConfig()
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
