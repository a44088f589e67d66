/**
 * How many requests a client sends in a given time.
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

/** A token bucket: `burst` tokens when full, refilled with `requests` tokens each `interval`. */
export interface RateLimitRules {
  /** Requests that go out in each interval, evenly spread. */
  readonly requests: number
  readonly interval: Duration.Duration
  /** Requests that may go out at once after a time without any. */
  readonly burst: number
  /** The longest pause after a 429. */
  readonly maxPause: Duration.Duration
}

/** Options of {@link RateLimitPolicy.layer}. */
export interface RateLimitPolicyOptions {
  /** Requests that go out in each interval, evenly spread. Greater than 0, may be a fraction. */
  readonly requests: number
  /** Longer than 0. Default: 1 second. */
  readonly interval?: Duration.DurationInput | undefined
  /**
   * Requests that may go out at once after a time without any: the capacity of the bucket. At least 1.
   * Default: `requests`, but no less than 1.
   */
  readonly burst?: number | undefined
  /** The longest pause after a 429, even where the server asks for more. Default: 60 seconds. */
  readonly maxPause?: Duration.DurationInput | undefined
}

/** Options of {@link RateLimitPolicy.layerConfig}. */
export interface RateLimitPolicyConfig {
  /** Default: `BITGPT_RATE_LIMIT_REQUESTS`, a number. */
  readonly requests?: Config.Config<number> | undefined
  /** Default: `BITGPT_RATE_LIMIT_INTERVAL`, a duration such as `1 second`. */
  readonly interval?: Config.Config<Duration.DurationInput> | undefined
  /** Default: `BITGPT_RATE_LIMIT_BURST`, a number. */
  readonly burst?: Config.Config<number> | undefined
  /** Default: `BITGPT_RATE_LIMIT_MAX_PAUSE`, a duration such as `1 minute`. */
  readonly maxPause?: Config.Config<Duration.DurationInput> | undefined
}

const variables = {
  requests: "BITGPT_RATE_LIMIT_REQUESTS",
  interval: "BITGPT_RATE_LIMIT_INTERVAL",
  burst: "BITGPT_RATE_LIMIT_BURST",
  maxPause: "BITGPT_RATE_LIMIT_MAX_PAUSE"
} as const

interface Problem {
  readonly setting: keyof typeof variables
  readonly text: string
}

const make = (options: RateLimitPolicyOptions): Either.Either<RateLimitRules, Problem> => {
  const rules = {
    requests: options.requests,
    interval: Duration.decode(options.interval ?? "1 second"),
    burst: options.burst ?? Math.max(1, options.requests),
    maxPause: Duration.decode(options.maxPause ?? "60 seconds")
  }
  // Not the negations, so that NaN is refused as well.
  if (!(rules.requests > 0 && rules.requests < Infinity)) {
    return Either.left({ setting: "requests", text: "must be a number greater than 0" })
  }
  if (!(Duration.toMillis(rules.interval) > 0) || !Duration.isFinite(rules.interval)) {
    return Either.left({ setting: "interval", text: "must be longer than 0, and finite" })
  }
  if (!(rules.burst >= 1)) return Either.left({ setting: "burst", text: "must be at least 1" })
  return Either.right(rules)
}

/**
 * How many requests a client sends in a given time: as many as it is asked to, unless a layer of this
 * policy sets a limit.
 *
 * The limit is a token bucket that all calls of a client share. An attempt takes a token, retries
 * included, and where there is none it waits for its turn, first come, first served. A call whose turn
 * would not come within its total time limit fails at once.
 *
 * After a 429 the whole client slows down: nothing goes out for as long as `Retry-After` says, or for a
 * second where it says nothing. The bucket is empty then, so that what was waiting follows at the rate
 * of the limit.
 *
 * It limits this client only, not others that use the same quota.
 *
 * Provided to the client's layer, a policy is that client's default. Provided around a program or a
 * single call it wins there. It replaces the policy it wins over as a whole. The bucket's tokens
 * belong to the client, whichever policy is in force.
 *
 * @example
 * ```ts
 * import { BitGpt, RateLimitPolicy } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Client = BitGpt.layerConfig().pipe(
 *   Layer.provide(RateLimitPolicy.layer({ requests: 5, interval: "1 second", burst: 50 }))
 * )
 * ```
 */
export class RateLimitPolicy extends Context.Reference<RateLimitPolicy>()(
  "effect-bitgpt/RateLimitPolicy",
  { defaultValue: (): RateLimitRules | undefined => undefined }
) {
  /**
   * Sets the limit. A number that can't work is a defect when the layer is built.
   *
   * @example
   * ```ts
   * import { RateLimitPolicy } from "effect-bitgpt"
   *
   * const gentle = RateLimitPolicy.layer({ requests: 30, interval: "1 minute", burst: 1 })
   * ```
   */
  static readonly layer = (options: RateLimitPolicyOptions): Layer.Layer<RateLimitPolicy> =>
    Layer.effect(
      RateLimitPolicy,
      Effect.suspend(() =>
        Either.match(make(options), {
          onLeft: ({ setting, text }) => Effect.die(new RangeError(`${setting} ${text}`)),
          onRight: Effect.succeed
        })
      )
    )

  /**
   * Sets the limit from configuration. What is not configured has its default; where nothing is,
   * there is no limit. Fails with `ConfigError` where a value can't work, and where others are
   * configured but `requests` is not.
   *
   * @example
   * ```ts
   * import { RateLimitPolicy } from "effect-bitgpt"
   * import { Config } from "effect"
   *
   * const fromEnvironment = RateLimitPolicy.layerConfig()
   * const fromOwnNames = RateLimitPolicy.layerConfig({ requests: Config.number("PAYMENTS_RATE") })
   * ```
   */
  static readonly layerConfig = (
    options: RateLimitPolicyConfig = {}
  ): Layer.Layer<RateLimitPolicy, ConfigError.ConfigError> =>
    Layer.effect(
      RateLimitPolicy,
      Effect.flatMap(
        Config.all({
          requests: options.requests ?? optional(Config.number(variables.requests)),
          interval: options.interval ?? optional(Config.duration(variables.interval)),
          burst: options.burst ?? optional(Config.number(variables.burst)),
          maxPause: options.maxPause ?? optional(Config.duration(variables.maxPause))
        }),
        ({ requests, ...others }) => {
          if (requests !== undefined) {
            return Either.mapLeft(make({ requests, ...others }), ({ setting, text }) =>
              ConfigError.InvalidData(
                [options[setting] === undefined ? variables[setting] : setting],
                `The rate limit can't work: ${setting} ${text}`
              )
            )
          }
          return Object.values(others).every((value) => value === undefined)
            ? Either.right(undefined)
            : Either.left(
                ConfigError.MissingData(
                  [variables.requests],
                  "A rate limit needs to know how many requests"
                )
              )
        }
      )
    )

  /**
   * 5 requests per second, 50 at once. This is what a sibling product of the same code base documents
   * as its default for an organization: a hint, not a promise. BitGPT doesn't document its quota.
   *
   * @example
   * ```ts
   * import { BitGpt, RateLimitPolicy } from "effect-bitgpt"
   * import { Layer } from "effect"
   *
   * const Client = BitGpt.layerConfig().pipe(Layer.provide(RateLimitPolicy.documented))
   * ```
   */
  static readonly documented: Layer.Layer<RateLimitPolicy> = RateLimitPolicy.layer({
    requests: 5,
    interval: "1 second",
    burst: 50
  })

  /**
   * No limit, and no slowing down after a 429: the default.
   *
   * @example
   * ```ts
   * import { RateLimitPolicy } from "effect-bitgpt"
   *
   * const unlimited = RateLimitPolicy.none
   * ```
   */
  static readonly none: Layer.Layer<RateLimitPolicy> = Layer.succeed(RateLimitPolicy, undefined)
}
