/**
 * A server on this machine that behaves like the BitGPT API, as a service.
 *
 * @module
 */
import type { ApiKeyRecord, Collection } from "effect-bitgpt/fake"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type { EmulatorError } from "./EmulatorError.js"
import type { Fault } from "./Fault.js"
import type { FaultRule, RequestMatch } from "./FaultRule.js"
import { run } from "./internal/run.js"
import type { Origin } from "./Origin.js"
import type { RateLimit } from "./RateLimit.js"
import type { RecordedRequest } from "./RecordedRequest.js"

/** Settings of {@link Emulator.layer}. Each has a default. */
export interface EmulatorOptions {
  /** Default: 0, a free port. */
  readonly port?: number | undefined
  /** Default: `127.0.0.1`. */
  readonly host?: string | undefined
  /** Default: one made up at the start. */
  readonly accessToken?: Redacted.Redacted | undefined
  /** Default: the keys of BitGPT's documentation. A data file that exists wins over them. */
  readonly apiKeys?: Iterable<ApiKeyRecord> | undefined
  /** Default: none. */
  readonly rateLimit?: RateLimit | undefined
  /** A JSON file that everything is loaded from and saved to. Default: none. */
  readonly dataFile?: string | undefined
  /** Default: none. */
  readonly faults?: Iterable<FaultRule> | undefined
  /** Makes ids, secrets and probabilities repeat. Default: Effect's `Random` as it is. */
  readonly seed?: string | undefined
  /**
   * Whether a get shows the key's secret, as the second sample of BitGPT's documentation does; the
   * first does not. Default: no, only a create shows it.
   */
  readonly revealSecrets?: boolean | undefined
  /** How many requests are kept, the oldest go first. Default: 10,000. */
  readonly maxRecordedRequests?: number | undefined
}

/** A running emulator. */
export interface EmulatorService {
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

  readonly apiKeys: Collection<ApiKeyRecord>

  /** One fault for each of the next requests, in order, after what was scripted before, ahead of rules. */
  readonly script: (faults: Iterable<Fault>, match?: RequestMatch) => Effect.Effect<void>
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
 * A server on this machine that behaves like the BitGPT API: its documented calls on API keys, state
 * in memory, and every fault that a network has.
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
}
