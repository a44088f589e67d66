/**
 * How many requests a client sends in a given time.
 *
 * @module
 */
import type * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { checked, optional, orDie, toDuration, toNumber, variable } from "./setting.js"

/** A token bucket: `burst` tokens when full, refilled with `requests` tokens each `interval`. */
export interface RateLimitRules {
  readonly requests: number
  readonly interval: Duration.Duration
  readonly burst: number
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

const checks = {
  requests: (value: number) =>
    value > 0 && value < Infinity
      ? Either.right(value)
      : Either.left("must be a finite number greater than 0"),
  interval: (value: Duration.DurationInput) =>
    Either.filterOrLeft(
      toDuration(value),
      (interval) => Duration.toMillis(interval) > 0 && Duration.isFinite(interval),
      () => "must be longer than 0, and finite"
    ),
  burst: (value: number) =>
    value >= 1 ? Either.right(value) : Either.left("must be a number, at least 1"),
  maxPause: toDuration
}

const rulesOf = ({
  burst,
  interval = Duration.seconds(1),
  maxPause = Duration.seconds(60),
  requests
}: {
  readonly [K in keyof RateLimitRules]?: RateLimitRules[K] | undefined
} & Pick<RateLimitRules, "requests">): RateLimitRules => ({
  requests,
  interval,
  burst: burst ?? Math.max(1, requests),
  maxPause
})

const optionally =
  <In, A>(check: (value: In) => Either.Either<A, string>) =>
  (value: In | undefined): Either.Either<A | undefined, string> =>
    value === undefined ? Either.right(undefined) : check(value)

const given = <In, A>(
  name: string,
  value: In | undefined,
  check: (value: In) => Either.Either<A, string>
) => (value === undefined ? Effect.succeed(undefined) : orDie(name, check(value)))

const requestsVariable = "BITGPT_RATE_LIMIT_REQUESTS"

/**
 * How many requests a client sends in a given time: as many as it is asked to, unless a layer of this
 * policy is provided **to the client's layer**. A limit belongs to its client: a policy that is given
 * around a single call has no effect.
 *
 * The limit is a token bucket that all calls of the client share. An attempt takes a token, retries
 * included, and where there is none it waits for its turn, first come, first served. A call whose turn
 * would not come within its total time limit fails at once.
 *
 * After a 429 the whole client slows down: nothing goes out for as long as `Retry-After` says, or for a
 * second where it says nothing. The bucket is empty then, so that what was waiting follows at the rate
 * of the limit. It limits this client only, not others that use the same quota.
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
  /** Sets the limit. A number that can't work is a defect when the layer is built. */
  static readonly layer = (options: RateLimitPolicyOptions): Layer.Layer<RateLimitPolicy> =>
    Layer.effect(
      RateLimitPolicy,
      Effect.map(
        Effect.all({
          requests: orDie("requests", checks.requests(options.requests)),
          interval: given("interval", options.interval, checks.interval),
          burst: given("burst", options.burst, checks.burst),
          maxPause: given("maxPause", options.maxPause, checks.maxPause)
        }),
        rulesOf
      )
    )

  /**
   * Sets the limit from configuration. What is not configured has its default; where nothing is
   * configured, there is no limit. Fails with `ConfigError` where a value can't work, and where others
   * are configured but `requests` is not.
   */
  static readonly layerConfig = (
    options: RateLimitPolicyConfig = {}
  ): Layer.Layer<RateLimitPolicy, ConfigError.ConfigError> =>
    Layer.effect(
      RateLimitPolicy,
      Effect.flatMap(
        Effect.all({
          requests: checked(
            "requests",
            options.requests ?? optional(variable(requestsVariable, toNumber)),
            optionally(checks.requests)
          ),
          interval: checked(
            "interval",
            options.interval ?? optional(variable("BITGPT_RATE_LIMIT_INTERVAL", toDuration)),
            optionally(checks.interval)
          ),
          burst: checked(
            "burst",
            options.burst ?? optional(variable("BITGPT_RATE_LIMIT_BURST", toNumber)),
            optionally(checks.burst)
          ),
          maxPause: checked(
            "maxPause",
            options.maxPause ?? optional(variable("BITGPT_RATE_LIMIT_MAX_PAUSE", toDuration)),
            optionally(checks.maxPause)
          )
        }),
        ({ requests, ...others }) => {
          if (requests !== undefined) return Effect.succeed(rulesOf({ requests, ...others }))
          return Object.values(others).every((value) => value === undefined)
            ? Effect.succeed(undefined)
            : Effect.fail(
                ConfigError.MissingData(
                  [requestsVariable],
                  "A rate limit needs to know how many requests"
                )
              )
        }
      )
    )

  /**
   * 5 requests per second, 50 at once. This is what a sibling product of the same code base documents
   * as its default for an organization: a hint, not a promise. BitGPT doesn't document its quota.
   */
  static readonly documented: Layer.Layer<RateLimitPolicy> = RateLimitPolicy.layer({
    requests: 5,
    interval: "1 second",
    burst: 50
  })

  /** No limit, and no slowing down after a 429: the default. */
  static readonly none: Layer.Layer<RateLimitPolicy> = Layer.succeed(RateLimitPolicy, undefined)
}
