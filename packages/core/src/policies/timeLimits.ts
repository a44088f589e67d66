import * as Context from "effect/Context"
import * as Duration from "effect/Duration"

/** The time limits of a call. */
export interface TimeoutLimits {
  readonly attempt: Duration.Duration
  readonly total: Duration.Duration
}

/** The time limits that policies set. One that is not set has its default. */
export interface TimeoutPolicyValues extends Partial<TimeoutLimits> {}

export const defaults: TimeoutLimits = {
  attempt: Duration.seconds(10),
  total: Duration.seconds(60)
}

/** What `TimeoutPolicy` sets. A program that provides no policy bundles no code for setting one. */
export class TimeoutValues extends Context.Reference<TimeoutValues>()(
  "effect-bitgpt/TimeoutPolicy",
  { defaultValue: (): TimeoutPolicyValues => ({}) }
) {}

/** The limits in force: those of a call win over those of its client. */
export const resolveLimits = (
  ofClient: TimeoutPolicyValues,
  ofCall?: TimeoutPolicyValues
): TimeoutLimits => ({ ...defaults, ...ofClient, ...ofCall })
