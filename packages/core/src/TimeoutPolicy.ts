/**
 * How long a call may take.
 *
 * @module
 */
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { optional } from "./internal/optionalConfig.js"

/** Time limits of a call. `Duration.infinity` is no limit. */
export interface TimeoutLimits {
  /** For one attempt: token, connection, headers, body and decoding. */
  readonly attempt: Duration.Duration
  /** For the whole call: every attempt and every pause between them. */
  readonly total: Duration.Duration
}

/** Options of {@link TimeoutPolicy.layer}. */
export interface TimeoutPolicyOptions {
  /** For one attempt: token, connection, headers, body and decoding. Default: 10 seconds. */
  readonly attempt?: Duration.DurationInput | undefined
  /** For the whole call: every attempt and every pause between them. Default: 60 seconds. */
  readonly total?: Duration.DurationInput | undefined
}

/** Options of {@link TimeoutPolicy.layerConfig}. */
export interface TimeoutPolicyConfig {
  /** Default: `BITGPT_TIMEOUT_ATTEMPT`, a duration such as `10 seconds`, or `infinity`. */
  readonly attempt?: Config.Config<Duration.DurationInput> | undefined
  /** Default: `BITGPT_TIMEOUT_TOTAL`, a duration such as `1 minute`, or `infinity`. */
  readonly total?: Config.Config<Duration.DurationInput> | undefined
}

const make = (options: TimeoutPolicyOptions = {}): TimeoutLimits => ({
  attempt: Duration.decode(options.attempt ?? "10 seconds"),
  total: Duration.decode(options.total ?? "60 seconds")
})

// `Config.duration` has no word for no limit.
const limit = (name: string) =>
  Config.string().pipe(
    Config.mapOrFail((text) =>
      text === "infinity"
        ? Either.right(Duration.infinity)
        : Either.fromOption(Duration.decodeUnknown(text), () =>
            ConfigError.InvalidData([], 'Expected a duration such as "10 seconds", or "infinity"')
          )
    ),
    Config.nested(name),
    optional
  )

/**
 * The time limits of calls: 10 seconds for an attempt and 60 seconds for a whole call, unless a
 * layer of this policy says otherwise. A call that runs out of time fails with `TimeoutError`.
 *
 * Provided to the client's layer, a policy is that client's default. Provided around a program or a
 * single call it wins there. It replaces the policy it wins over as a whole: a limit that is left out
 * has the library's default, not the client's.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGpt, TimeoutPolicy } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * const Client = BitGpt.layerConfig().pipe(
 *   Layer.provide(TimeoutPolicy.layer({ attempt: "5 seconds", total: "20 seconds" }))
 * )
 *
 * const impatient = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.provide(TimeoutPolicy.layer({ total: "1 second" })),
 *   Effect.provide(Client)
 * )
 * ```
 */
export class TimeoutPolicy extends Context.Reference<TimeoutPolicy>()(
  "effect-bitgpt/TimeoutPolicy",
  { defaultValue: () => make() }
) {
  /**
   * Sets the limits. What is left out has its default.
   *
   * @example
   * ```ts
   * import { TimeoutPolicy } from "effect-bitgpt"
   *
   * const patient = TimeoutPolicy.layer({ attempt: "30 seconds", total: "5 minutes" })
   * ```
   */
  static readonly layer = (options?: TimeoutPolicyOptions): Layer.Layer<TimeoutPolicy> =>
    Layer.succeed(TimeoutPolicy, make(options))

  /**
   * Sets the limits from configuration. What is not configured has its default.
   *
   * @example
   * ```ts
   * import { TimeoutPolicy } from "effect-bitgpt"
   * import { Config } from "effect"
   *
   * const fromEnvironment = TimeoutPolicy.layerConfig()
   * const fromOwnNames = TimeoutPolicy.layerConfig({ total: Config.duration("PAYMENTS_TIMEOUT") })
   * ```
   */
  static readonly layerConfig = (
    options: TimeoutPolicyConfig = {}
  ): Layer.Layer<TimeoutPolicy, ConfigError.ConfigError> =>
    Layer.effect(
      TimeoutPolicy,
      Effect.map(
        Config.all({
          attempt: options.attempt ?? limit("BITGPT_TIMEOUT_ATTEMPT"),
          total: options.total ?? limit("BITGPT_TIMEOUT_TOTAL")
        }),
        make
      )
    )

  /**
   * No time limits at all: a server that never answers keeps a call waiting for ever.
   *
   * @example
   * ```ts
   * import { TimeoutPolicy } from "effect-bitgpt"
   *
   * const unlimited = TimeoutPolicy.none
   * ```
   */
  static readonly none: Layer.Layer<TimeoutPolicy> = Layer.succeed(
    TimeoutPolicy,
    make({ attempt: Duration.infinity, total: Duration.infinity })
  )
}
