import * as Context from "effect/Context"
import * as Duration from "effect/Duration"

interface RateLimitSettings {
  readonly requests: number | undefined
  readonly interval: Duration.Duration
  readonly burst: number | undefined
  readonly maxPause: Duration.Duration
}

/** What a policy sets. Without `requests` there is no limit. */
export interface RateLimitPolicyValues extends Partial<RateLimitSettings> {}

export const defaults: RateLimitSettings = {
  requests: undefined,
  interval: Duration.seconds(1),
  burst: undefined,
  maxPause: Duration.seconds(60)
}

/** What `RateLimitPolicy` sets. A program that provides no policy bundles no code for setting one. */
export class RateLimitValues extends Context.Reference<RateLimitValues>()(
  "effect-bitgpt/RateLimitPolicy",
  { defaultValue: (): RateLimitPolicyValues => ({}) }
) {}

/**
 * A token bucket: `burst` tokens when full, refilled with `requests` tokens each `interval`.
 */
export interface RateLimitRules {
  readonly requests: number
  readonly interval: Duration.Duration
  readonly burst: number
  readonly maxPause: Duration.Duration
}

/** The rules in force, `undefined` if there is no limit. */
export const resolveRateLimit = (values: RateLimitPolicyValues): RateLimitRules | undefined => {
  const { requests, ...bucket } = { ...defaults, ...values }
  return requests === undefined
    ? undefined
    : { ...bucket, requests, burst: bucket.burst ?? Math.max(1, requests) }
}
