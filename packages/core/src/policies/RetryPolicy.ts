/**
 * When a failed call is tried again.
 *
 * @module
 */
import type * as ConfigError from "effect/ConfigError"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import {
  type ConfigOptions,
  count,
  duration,
  layerOver,
  makePolicy,
  type Options,
  value
} from "./policy.js"
import { defaults, type OwnSchedule, type RetryBudgetOptions, RetryValues } from "./retryRules.js"

export type { RetryBudget, RetryBudgetOptions, RetryPolicyValues } from "./retryRules.js"

const checkBudget = (
  budget: RetryBudgetOptions | false | undefined
): Either.Either<RetryBudgetOptions | false | undefined, string> => {
  const wrong = Object.entries(budget === false ? {} : (budget ?? {})).find(
    ([, tokens]) => tokens !== undefined && !(tokens >= 0)
  )
  return wrong === undefined
    ? Either.right(budget)
    : Either.left(`must have numbers of at least 0: ${wrong[0]} is not one`)
}

const pacing = {
  /**
   * Retries after the first attempt: a whole number, or `Infinity`. Default: 2, or
   * `BITGPT_RETRY_MAX_RETRIES`. 0 is none.
   */
  maxRetries: count("BITGPT_RETRY_MAX_RETRIES", defaults.maxRetries, 0),
  /**
   * Upper bound of the first pause; it doubles for each further one. Default: 500 milliseconds, or
   * `BITGPT_RETRY_BASE_DELAY`.
   */
  baseDelay: duration("BITGPT_RETRY_BASE_DELAY", defaults.baseDelay),
  /** Upper bound of every pause. Default: 8 seconds, or `BITGPT_RETRY_MAX_DELAY`. */
  maxDelay: duration("BITGPT_RETRY_MAX_DELAY", defaults.maxDelay)
}

const common = {
  /**
   * The longest `retryAfter` of the server that is waited for. Where it asks for more, the call fails at
   * once with the error that tells when to come back. Default: 60 seconds, or
   * `BITGPT_RETRY_MAX_RETRY_AFTER`.
   */
  maxRetryAfter: duration("BITGPT_RETRY_MAX_RETRY_AFTER", defaults.maxRetryAfter),
  /** What differs from the default {@link RetryBudget}, or `false` for none. Numbers of 0 or more. */
  budget: value(defaults.budget, checkBudget)
}

/** Every field of the policy, with its default and its variable. */
export const fields = {
  ...pacing,
  ...common,
  /** Paces the retries in place of the backoff. */
  schedule: value(defaults.schedule)
}

const policy = makePolicy(fields)

/** Options of {@link RetryPolicy.layer} for exponential backoff with full jitter. */
export interface BackoffOptions extends Options<typeof pacing>, Options<typeof common> {
  /** Only of {@link ScheduleOptions}. */
  readonly schedule?: undefined
}

/** Options of {@link RetryPolicy.layer} for a schedule of your own. */
export interface ScheduleOptions extends Options<typeof common> {
  /** Paces the retries and ends them. It sees each error; `Schedule.whileInput` can refuse some. */
  readonly schedule: OwnSchedule
  /** Retries after the first attempt. Default: as many as the schedule allows. */
  readonly maxRetries?: number | undefined
  /** Only of {@link BackoffOptions}. */
  readonly baseDelay?: undefined
  /** Only of {@link BackoffOptions}. */
  readonly maxDelay?: undefined
}

/** Options of {@link RetryPolicy.layer}. */
export type RetryPolicyOptions = BackoffOptions | ScheduleOptions

/** Options of {@link RetryPolicy.layerConfig}. */
export interface RetryPolicyConfig
  extends ConfigOptions<typeof pacing>, ConfigOptions<Pick<typeof common, "maxRetryAfter">> {}

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
 * single call it wins there, option by option: one that is left out stays as the client has it. The
 * budget's tokens belong to the client, whichever policy is in force.
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
export class RetryPolicy extends RetryValues {
  /**
   * Sets exponential backoff with other numbers, or a schedule of your own. A number or a duration that
   * can't work is a defect when the layer is built.
   */
  static readonly layer = (options: RetryPolicyOptions = {}): Layer.Layer<RetryPolicy> =>
    layerOver(
      RetryPolicy,
      policy.fromOptions(
        options.schedule === undefined
          ? options
          : { ...options, maxRetries: options.maxRetries ?? Infinity }
      )
    )

  /** Sets the policy from configuration: from its variables, or from the `Config`s given. */
  static readonly layerConfig = (
    options?: RetryPolicyConfig
  ): Layer.Layer<RetryPolicy, ConfigError.ConfigError> =>
    layerOver(RetryPolicy, policy.fromConfig(options))

  /** No retries: every call is one attempt. */
  static readonly none: Layer.Layer<RetryPolicy> = RetryPolicy.layer({ maxRetries: 0 })
}
