/**
 * When a failed call is tried again.
 *
 * @module
 */
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import type { BitGptError } from "../errors/BitGptError.js"
import {
  type ConfigOptions,
  count,
  duration,
  makePolicy,
  type Options,
  value,
  type Values
} from "./policy.js"

/**
 * A bucket of tokens that all calls of a client share. Retries take from it, successes give back,
 * so that a service that is down gets little more than the calls themselves: by default, 100 retries until
 * something succeeds again. It does not limit retries that succeed: where each first
 * attempt fails and each second one succeeds, BitGPT gets twice as many requests as there are calls.
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

type OwnSchedule = Schedule.Schedule<unknown, BitGptError>

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
  maxRetries: count("BITGPT_RETRY_MAX_RETRIES", 2, 0),
  /**
   * Upper bound of the first pause; it doubles for each further one. Default: 500 milliseconds, or
   * `BITGPT_RETRY_BASE_DELAY`.
   */
  baseDelay: duration("BITGPT_RETRY_BASE_DELAY", "500 millis"),
  /** Upper bound of every pause. Default: 8 seconds, or `BITGPT_RETRY_MAX_DELAY`. */
  maxDelay: duration("BITGPT_RETRY_MAX_DELAY", "8 seconds")
}

const common = {
  /**
   * The longest `retryAfter` of the server that is waited for. Where it asks for more, the call fails at
   * once with the error that tells when to come back. Default: 60 seconds, or
   * `BITGPT_RETRY_MAX_RETRY_AFTER`.
   */
  maxRetryAfter: duration("BITGPT_RETRY_MAX_RETRY_AFTER", "60 seconds"),
  /** What differs from the default {@link RetryBudget}, or `false` for none. Numbers of 0 or more. */
  budget: value<RetryBudgetOptions | false | undefined>(undefined, checkBudget)
}

/** Every field of the policy, with its default and its variable. */
export const fields = {
  ...pacing,
  ...common,
  /** Paces the retries in place of the backoff. */
  schedule: value<OwnSchedule | undefined>(undefined)
}

const policy = makePolicy(() => RetryPolicy, fields)

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

/** What policies set of retries. What is not set has its default. */
export interface RetryPolicyValues extends Values<typeof fields> {}

/**
 * When a failed call is tried again: after random pauses whose greatest length doubles (exponential backoff
 * with full jitter), or as a schedule of your own says.
 *
 * Only a call that may be sent twice is retried, which is a read, an idempotent method or a call with an
 * idempotency key, and one that was not sent at all. `isRetryable` tells which errors are worth it: a
 * `TransportError`, an attempt's `TimeoutError`, a `RateLimitError`, and statuses of trouble that passes, such
 * as 503. A response header `x-should-retry: true` or `false`, which other APIs send and BitGPT doesn't
 * document, wins over the status. A pause that the server asks for (`Retry-After`) is kept to exactly, in
 * place of the schedule's. A retry whose pause would outlast the total time limit is not begun.
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
export class RetryPolicy extends Context.Reference<RetryPolicy>()("effect-bitgpt/RetryPolicy", {
  defaultValue: (): RetryPolicyValues => ({})
}) {
  /**
   * Sets exponential backoff with other numbers, or a schedule of your own. A number or a duration that
   * can't work is a defect when the layer is built.
   */
  static readonly layer = (options: RetryPolicyOptions = {}): Layer.Layer<RetryPolicy> =>
    policy.layer(
      options.schedule === undefined
        ? options
        : { ...options, maxRetries: options.maxRetries ?? Infinity }
    )

  /** Sets the policy from configuration: from its variables, or from the `Config`s given. */
  static readonly layerConfig = (
    options?: RetryPolicyConfig
  ): Layer.Layer<RetryPolicy, ConfigError.ConfigError> => policy.layerConfig(options)

  /** No retries: every call is one attempt. */
  static readonly none: Layer.Layer<RetryPolicy> = RetryPolicy.layer({ maxRetries: 0 })
}

/**
 * A retry policy, complete.
 */
export interface RetryRules {
  readonly maxRetries: number
  readonly schedule: OwnSchedule
  readonly maxRetryAfter: Duration.Duration
  /** `undefined` is no limit. */
  readonly budget: RetryBudget | undefined
}

const defaultBudget: RetryBudget = {
  capacity: 500,
  retryCost: 5,
  timeoutRetryCost: 10,
  refund: 1
}

const withDefaults = ({
  capacity = defaultBudget.capacity,
  refund = defaultBudget.refund,
  retryCost = defaultBudget.retryCost,
  timeoutRetryCost = defaultBudget.timeoutRetryCost
}: RetryBudgetOptions): RetryBudget => ({ capacity, refund, retryCost, timeoutRetryCost })

const backoff = (baseDelay: Duration.Duration, maxDelay: Duration.Duration): OwnSchedule =>
  Schedule.exponential(baseDelay).pipe(
    Schedule.modifyDelay((_, delay) => Duration.min(delay, maxDelay)),
    Schedule.jitteredWith({ min: 0, max: 1 })
  )

export const resolveRetryRules = (...values: ReadonlyArray<RetryPolicyValues>): RetryRules => {
  const { baseDelay, budget, maxDelay, maxRetries, maxRetryAfter, schedule } = policy.resolve(
    ...values
  )
  return {
    maxRetries,
    schedule: schedule ?? backoff(baseDelay, maxDelay),
    maxRetryAfter,
    budget: budget === false ? undefined : withDefaults(budget ?? {})
  }
}
