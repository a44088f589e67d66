/**
 * When a failed call is tried again.
 *
 * @module
 */
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import type { BitGptError } from "./BitGptError.js"
import { optional } from "./internal/optionalConfig.js"

/**
 * A bucket of tokens that all calls of a client share. Retries take from it, successes give back,
 * so that a service that is down gets little more than the calls themselves.
 *
 * Modelled on the standard retry mode of the AWS SDKs, whose costs these defaults are.
 */
export interface RetryBudget {
  /** Tokens of a full bucket. Default: 500. */
  readonly capacity: number
  /** Tokens that a retry takes. Default: 5. */
  readonly retryCost: number
  /** Tokens that a retry takes after an attempt that ran out of time. Default: 10. */
  readonly timeoutRetryCost: number
  /**
   * Tokens that a success at the first attempt gives back. Default: 1. A success after retries gives
   * back what the last of them took.
   */
  readonly refund: number
}

/** A {@link RetryBudget} in which what is left out has its default. */
export type RetryBudgetOptions = {
  readonly [Field in keyof RetryBudget]?: RetryBudget[Field] | undefined
}

/** A retry policy, complete. */
export interface RetryRules {
  readonly maxRetries: number
  /** Paces the retries; a retry happens only while it goes on. */
  readonly schedule: Schedule.Schedule<unknown, BitGptError>
  readonly maxRetryAfter: Duration.Duration
  /** `undefined` is no limit. */
  readonly budget: RetryBudget | undefined
}

interface CommonOptions {
  /**
   * The longest `retryAfter` of the server that is waited for. Where it asks for more, the call
   * fails at once with the error that tells when to come back. Default: 60 seconds.
   */
  readonly maxRetryAfter?: Duration.DurationInput | undefined
  /** What differs from the default {@link RetryBudget}, or `false` for none. */
  readonly budget?: RetryBudgetOptions | false | undefined
}

/** Options of {@link RetryPolicy.layer} for exponential backoff with full jitter. */
export interface BackoffOptions extends CommonOptions {
  /** Retries after the first attempt. Default: 2. Less than 1 is none. */
  readonly maxRetries?: number | undefined
  /** Upper bound of the first pause; it doubles for each further one. Default: 500 milliseconds. */
  readonly baseDelay?: Duration.DurationInput | undefined
  /** Upper bound of every pause. Default: 8 seconds. */
  readonly maxDelay?: Duration.DurationInput | undefined
  readonly schedule?: undefined
}

/** Options of {@link RetryPolicy.layer} for a schedule of your own. */
export interface ScheduleOptions extends CommonOptions {
  /** Paces the retries and ends them. It sees each error; `Schedule.whileInput` can refuse some. */
  readonly schedule: Schedule.Schedule<unknown, BitGptError>
  /** Retries after the first attempt. Default: as many as the schedule allows. */
  readonly maxRetries?: number | undefined
  readonly baseDelay?: undefined
  readonly maxDelay?: undefined
}

/** Options of {@link RetryPolicy.layer}. */
export type RetryPolicyOptions = BackoffOptions | ScheduleOptions

/** Options of {@link RetryPolicy.layerConfig}. */
export interface RetryPolicyConfig {
  /** Default: `BITGPT_RETRY_MAX_RETRIES`, an integer. */
  readonly maxRetries?: Config.Config<number> | undefined
  /** Default: `BITGPT_RETRY_BASE_DELAY`, a duration such as `500 millis`. */
  readonly baseDelay?: Config.Config<Duration.DurationInput> | undefined
  /** Default: `BITGPT_RETRY_MAX_DELAY`, a duration such as `8 seconds`. */
  readonly maxDelay?: Config.Config<Duration.DurationInput> | undefined
  /** Default: `BITGPT_RETRY_MAX_RETRY_AFTER`, a duration such as `1 minute`. */
  readonly maxRetryAfter?: Config.Config<Duration.DurationInput> | undefined
}

const makeBudget = (budget: RetryBudgetOptions = {}): RetryBudget => ({
  capacity: budget.capacity ?? 500,
  retryCost: budget.retryCost ?? 5,
  timeoutRetryCost: budget.timeoutRetryCost ?? 10,
  refund: budget.refund ?? 1
})

const backoff = (options: BackoffOptions) => {
  const maxDelay = Duration.decode(options.maxDelay ?? "8 seconds")
  return Schedule.exponential(options.baseDelay ?? "500 millis").pipe(
    Schedule.modifyDelay((_, delay) => Duration.min(delay, maxDelay)),
    Schedule.jitteredWith({ min: 0, max: 1 })
  )
}

const make = (options: RetryPolicyOptions = {}): RetryRules => ({
  maxRetries: options.maxRetries ?? (options.schedule === undefined ? 2 : Infinity),
  schedule: options.schedule ?? backoff(options),
  maxRetryAfter: Duration.decode(options.maxRetryAfter ?? "60 seconds"),
  budget: options.budget === false ? undefined : makeBudget(options.budget)
})

/**
 * When a failed call is tried again: by default twice, after a random pause of at most 500
 * milliseconds and then 1 second (exponential backoff with full jitter).
 *
 * Only idempotent methods are retried, and only after an error whose `isRetryable` is true:
 * `TransportError`, an attempt's `TimeoutError`, and the statuses 408, 425, 429, 500, 502, 503 and
 * 504. A response header `x-should-retry: true` or `false`, which other APIs send and BitGPT doesn't
 * document, wins over that list. A pause that the server asks for (`Retry-After`) is kept to exactly,
 * in place of the schedule's. A retry whose pause would outlast the total time limit is not begun.
 *
 * Provided to the client's layer, a policy is that client's default. Provided around a program or a
 * single call it wins there. It replaces the policy it wins over as a whole. The budget's tokens
 * belong to the client, whichever policy is in force.
 *
 * Sources: RFC 9110 sections 9.2.2 (idempotent methods) and 10.2.3 (`Retry-After`).
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGpt, RetryPolicy } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * const Client = BitGpt.layerConfig().pipe(Layer.provide(RetryPolicy.layer({ maxRetries: 5 })))
 *
 * const onlyOnce = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.provide(RetryPolicy.none),
 *   Effect.provide(Client)
 * )
 * ```
 */
export class RetryPolicy extends Context.Reference<RetryPolicy>()("effect-bitgpt/RetryPolicy", {
  defaultValue: () => make()
}) {
  /**
   * Sets the policy: exponential backoff with other numbers, or a schedule of your own.
   *
   * @example
   * ```ts
   * import { RetryPolicy } from "effect-bitgpt"
   * import { Schedule } from "effect"
   *
   * const patient = RetryPolicy.layer({ maxRetries: 5, baseDelay: "1 second", maxDelay: "30 seconds" })
   *
   * const everySecond = RetryPolicy.layer({
   *   schedule: Schedule.spaced("1 second").pipe(Schedule.intersect(Schedule.recurs(3)))
   * })
   * ```
   */
  static readonly layer = (options?: RetryPolicyOptions): Layer.Layer<RetryPolicy> =>
    Layer.succeed(RetryPolicy, make(options))

  /**
   * Sets the policy from configuration. What is not configured has its default.
   *
   * @example
   * ```ts
   * import { RetryPolicy } from "effect-bitgpt"
   * import { Config } from "effect"
   *
   * const fromEnvironment = RetryPolicy.layerConfig()
   * const fromOwnNames = RetryPolicy.layerConfig({ maxRetries: Config.integer("PAYMENTS_RETRIES") })
   * ```
   */
  static readonly layerConfig = (
    options: RetryPolicyConfig = {}
  ): Layer.Layer<RetryPolicy, ConfigError.ConfigError> =>
    Layer.effect(
      RetryPolicy,
      Effect.map(
        Config.all({
          maxRetries: options.maxRetries ?? optional(Config.integer("BITGPT_RETRY_MAX_RETRIES")),
          baseDelay: options.baseDelay ?? optional(Config.duration("BITGPT_RETRY_BASE_DELAY")),
          maxDelay: options.maxDelay ?? optional(Config.duration("BITGPT_RETRY_MAX_DELAY")),
          maxRetryAfter:
            options.maxRetryAfter ?? optional(Config.duration("BITGPT_RETRY_MAX_RETRY_AFTER"))
        }),
        make
      )
    )

  /**
   * No retries: every call is one attempt.
   *
   * @example
   * ```ts
   * import { RetryPolicy } from "effect-bitgpt"
   *
   * const oneAttempt = RetryPolicy.none
   * ```
   */
  static readonly none: Layer.Layer<RetryPolicy> = Layer.succeed(
    RetryPolicy,
    make({ maxRetries: 0 })
  )
}
