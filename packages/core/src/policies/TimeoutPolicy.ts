/**
 * How long a call may take.
 *
 * @module
 */
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import type * as Layer from "effect/Layer"
import {
  type ConfigOptions,
  duration,
  makePolicy,
  type Options,
  type Resolved,
  type Values
} from "./policy.js"

/** Every field of the policy, with its default and its variable. */
export const fields = {
  /**
   * For one attempt: token, connection, headers, body and decoding. Default: 10 seconds, or
   * `BITGPT_TIMEOUT_ATTEMPT`. Longer than 0; `Duration.infinity` is no limit.
   */
  attempt: duration("BITGPT_TIMEOUT_ATTEMPT", "10 seconds", { isPositive: true }),
  /**
   * For the whole call: every attempt and every pause between them. Default: 60 seconds, or
   * `BITGPT_TIMEOUT_TOTAL`. Longer than 0; `Duration.infinity` is no limit.
   */
  total: duration("BITGPT_TIMEOUT_TOTAL", "60 seconds", { isPositive: true })
}

const policy = makePolicy(() => TimeoutPolicy, fields)

/** Options of {@link TimeoutPolicy.layer}. */
export interface TimeoutPolicyOptions extends Options<typeof fields> {}

/** Options of {@link TimeoutPolicy.layerConfig}. */
export interface TimeoutPolicyConfig extends ConfigOptions<typeof fields> {}

/** The time limits that policies set. One that is not set has its default. */
export interface TimeoutPolicyValues extends Values<typeof fields> {}

/** The time limits of a call. */
export interface TimeoutLimits extends Resolved<typeof fields> {}

/**
 * The time limits of calls: one for an attempt, and one for a whole call. A call that runs out of time fails
 * with `TimeoutError`.
 *
 * Provided to the client's layer, a policy is that client's default. Provided around a program or a
 * single call it wins there, limit by limit: one that is left out stays as the client has it.
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
  { defaultValue: (): TimeoutPolicyValues => ({}) }
) {
  /** Sets limits. A duration that can't be read, or is not longer than 0, is a defect when the layer
   * is built. */
  static readonly layer = (options?: TimeoutPolicyOptions): Layer.Layer<TimeoutPolicy> =>
    policy.layer(options)

  /** Sets limits from configuration: from their variables, or from the `Config`s given. */
  static readonly layerConfig = (
    options?: TimeoutPolicyConfig
  ): Layer.Layer<TimeoutPolicy, ConfigError.ConfigError> => policy.layerConfig(options)

  /** No time limits at all: a server that never answers keeps a call waiting for ever. */
  static readonly none: Layer.Layer<TimeoutPolicy> = TimeoutPolicy.layer({
    attempt: Duration.infinity,
    total: Duration.infinity
  })
}

export const resolveLimits: (...values: ReadonlyArray<TimeoutPolicyValues>) => TimeoutLimits =
  policy.resolve
