import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Schedule from "effect/Schedule"
import type { BitGptError } from "../errors/BitGptError.js"

/**
 * A bucket of tokens that all calls of a client share. Retries take from it, successes give back,
 * so that a service that is down gets little more than the calls themselves: with these defaults, 100
 * retries until something succeeds again. It does not limit retries that succeed: where each first
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

/** A schedule that sees the error of each attempt. */
export type OwnSchedule = Schedule.Schedule<unknown, BitGptError>

interface RetrySettings {
  readonly maxRetries: number
  readonly baseDelay: Duration.Duration
  readonly maxDelay: Duration.Duration
  readonly maxRetryAfter: Duration.Duration
  readonly budget: RetryBudgetOptions | false | undefined
  readonly schedule: OwnSchedule | undefined
}

/** What policies set of retries. What is not set has its default. */
export interface RetryPolicyValues extends Partial<RetrySettings> {}

export const defaults: RetrySettings = {
  maxRetries: 2,
  baseDelay: Duration.millis(500),
  maxDelay: Duration.seconds(8),
  maxRetryAfter: Duration.seconds(60),
  budget: undefined,
  schedule: undefined
}

/** What `RetryPolicy` sets. A program that provides no policy bundles no code for setting one. */
export class RetryValues extends Context.Reference<RetryValues>()("effect-bitgpt/RetryPolicy", {
  defaultValue: (): RetryPolicyValues => ({})
}) {}

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

/** The rules in force: those of a call win over those of its client. */
export const resolveRetryRules = (
  ofClient: RetryPolicyValues,
  ofCall?: RetryPolicyValues
): RetryRules => {
  const { baseDelay, budget, maxDelay, maxRetries, maxRetryAfter, schedule } = {
    ...defaults,
    ...ofClient,
    ...ofCall
  }
  return {
    maxRetries,
    schedule: schedule ?? backoff(baseDelay, maxDelay),
    maxRetryAfter,
    budget: budget === false ? undefined : withDefaults(budget ?? {})
  }
}
