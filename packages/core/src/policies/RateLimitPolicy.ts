/**
 * How many requests a client sends in a given time.
 *
 * @module
 */
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import {
  type ConfigOptions,
  count,
  duration,
  fromVariable,
  makePolicy,
  type Options,
  type Values
} from "./policy.js"
import { toNumber } from "./setting.js"

const positive = (value: number) =>
  value > 0 && value < Infinity
    ? Either.right(value)
    : Either.left("must be a finite number greater than 0")

const requests = fromVariable<number, number | undefined>(
  "BITGPT_RATE_LIMIT_REQUESTS",
  undefined,
  positive,
  (text) => Either.flatMap(toNumber(text), positive)
)

const bucket = {
  /** Finite, and longer than 0. Default: 1 second, or `BITGPT_RATE_LIMIT_INTERVAL`. */
  interval: duration("BITGPT_RATE_LIMIT_INTERVAL", "1 second", {
    isFinite: true,
    isPositive: true
  }),
  /**
   * Requests that may go out at once after a time without any: the capacity of the bucket. A whole number
   * of at least 1.
   * Default: `requests`, but no less than 1, or `BITGPT_RATE_LIMIT_BURST`.
   */
  burst: count<number | undefined>("BITGPT_RATE_LIMIT_BURST", undefined, 1, 1e9),
  /**
   * The longest pause after a 429, even where the server asks for more: 0 is none. Default: 60 seconds, or
   * `BITGPT_RATE_LIMIT_MAX_PAUSE`.
   */
  maxPause: duration("BITGPT_RATE_LIMIT_MAX_PAUSE", "60 seconds")
}

/** Every field of the policy, with its default and its variable. */
export const fields = {
  /** Requests that go out in each interval, evenly spread. Read from `BITGPT_RATE_LIMIT_REQUESTS`. */
  requests,
  ...bucket
}

const policy = makePolicy(
  () => RateLimitPolicy,
  fields,
  (configured) =>
    configured["requests"] !== undefined || Object.keys(configured).length === 0
      ? undefined
      : ConfigError.MissingData(
          ["BITGPT_RATE_LIMIT_REQUESTS"],
          "A rate limit needs to know how many requests"
        )
)

/** Options of {@link RateLimitPolicy.layer}. */
export interface RateLimitPolicyOptions extends Options<typeof bucket> {
  /** Requests that go out in each interval, evenly spread. Greater than 0, may be a fraction. */
  readonly requests: number
}

/** Options of {@link RateLimitPolicy.layerConfig}. */
export interface RateLimitPolicyConfig extends ConfigOptions<typeof fields> {}

/** What a policy sets. Without `requests` there is no limit. */
export interface RateLimitPolicyValues extends Values<typeof fields> {}

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
  { defaultValue: (): RateLimitPolicyValues => ({}) }
) {
  /** Sets the limit. A number that can't work is a defect when the layer is built. */
  static readonly layer = (options: RateLimitPolicyOptions): Layer.Layer<RateLimitPolicy> =>
    policy.layer(options)

  /**
   * Sets the limit from configuration. What is not configured has its default; where nothing is
   * configured, there is no limit. Fails with `ConfigError` where a value can't work, and where others
   * are configured but `requests` is not.
   */
  static readonly layerConfig = (
    options?: RateLimitPolicyConfig
  ): Layer.Layer<RateLimitPolicy, ConfigError.ConfigError> => policy.layerConfig(options)

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
  static readonly none: Layer.Layer<RateLimitPolicy> = Layer.succeed(RateLimitPolicy, {})
}

/**
 * A token bucket: `burst` tokens when full, refilled with `requests` tokens each `interval`.
 */
export interface RateLimitRules {
  readonly requests: number
  readonly interval: Duration.Duration
  readonly burst: number
  readonly maxPause: Duration.Duration
}

export const resolveRateLimit = (values: RateLimitPolicyValues): RateLimitRules | undefined => {
  const { requests, ...bucket } = policy.resolve(values)
  return requests === undefined
    ? undefined
    : { ...bucket, requests, burst: bucket.burst ?? Math.max(1, requests) }
}
