/**
 * Which requests a fault is for.
 *
 * Rules are asked in the order in which they were added, scripts before all others; the first that has
 * a fault for a request wins. `match` limits a rule to a method or a path.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Fault } from "./Fault.js"

/** Which requests a rule looks at. Without a field: all. */
export const RequestMatch = Schema.Struct({
  /** In capitals: `GET`. */
  method: Schema.optional(Schema.String),
  /** Without a query. One that ends with `*` stands for all that begin with the rest. */
  path: Schema.optional(Schema.String)
})

/** Which requests a rule looks at. */
export type RequestMatch = typeof RequestMatch.Type

const match = Schema.optional(RequestMatch)

/** One fault for each of the next requests, in order. Then the rule is used up. */
export const Script = Schema.TaggedStruct("Script", { faults: Schema.Array(Fault), match })

/** The fault for every request. */
export const Always = Schema.TaggedStruct("Always", { fault: Fault, match })

/** The fault for the nth request from now, the first is 1. Then the rule is used up. */
export const Nth = Schema.TaggedStruct("Nth", {
  n: Schema.Int.pipe(Schema.positive()),
  fault: Fault,
  match
})

/** The fault with a probability from 0 to 1, by Effect's `Random` or the emulator's seed. */
export const Probability = Schema.TaggedStruct("Probability", {
  probability: Schema.Number.pipe(Schema.between(0, 1)),
  fault: Fault,
  match
})

/** Which requests get which faults, and the JSON form of that. */
export const FaultRule = Schema.Union(Script, Always, Nth, Probability)

/** Which requests get which faults. */
export type FaultRule = typeof FaultRule.Type

const matching = (match: RequestMatch | undefined) => (match === undefined ? {} : { match })

/**
 * See {@link Script}.
 *
 * @example
 * ```ts
 * import { Fault, FaultRule } from "effect-bitgpt-emulator"
 *
 * const downThenUp = FaultRule.script([Fault.status(503), Fault.resetBeforeHeaders, Fault.none])
 * ```
 */
export const script = (faults: Iterable<Fault>, match?: RequestMatch): FaultRule =>
  Script.make({ faults: Array.from(faults), ...matching(match) })

/**
 * See {@link Always}.
 *
 * @example
 * ```ts
 * import { Fault, FaultRule } from "effect-bitgpt-emulator"
 *
 * const rule = FaultRule.always(Fault.delayHeaders("2 seconds"), { method: "GET" })
 * ```
 */
export const always = (fault: Fault, match?: RequestMatch): FaultRule =>
  Always.make({ fault, ...matching(match) })

/**
 * See {@link Nth}.
 *
 * @example
 * ```ts
 * import { Fault, FaultRule } from "effect-bitgpt-emulator"
 *
 * const rule = FaultRule.nth(3, Fault.resetMidBody())
 * ```
 */
export const nth = (n: number, fault: Fault, match?: RequestMatch): FaultRule =>
  Nth.make({ n, fault, ...matching(match) })

/**
 * See {@link Probability}.
 *
 * @example
 * ```ts
 * import { Fault, FaultRule } from "effect-bitgpt-emulator"
 *
 * const rule = FaultRule.withProbability(0.1, Fault.status(503))
 * ```
 */
export const withProbability = (
  probability: number,
  fault: Fault,
  match?: RequestMatch
): FaultRule => Probability.make({ probability, fault, ...matching(match) })
