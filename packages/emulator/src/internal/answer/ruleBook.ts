import * as Array from "effect/Array"
import * as Effect from "effect/Effect"
import type * as Random from "effect/Random"
import type { Fault } from "../../Fault.js"
import type { FaultRule, RequestMatch } from "../../FaultRule.js"

/** The rules, and how far each has come. */
export interface RuleBook {
  readonly add: (rule: FaultRule) => Effect.Effect<void>
  readonly rules: Effect.Effect<ReadonlyArray<FaultRule>>
  readonly clear: Effect.Effect<void>
  /** The fault for a request that has come in. */
  readonly faultFor: (method: string, path: string) => Effect.Effect<Fault | undefined>
}

interface Entry {
  readonly rule: FaultRule
  /** Of a script: how many of its faults are done. Of an nth: how many requests it has seen. */
  count: number
}

const matches = (match: RequestMatch | undefined, method: string, path: string): boolean => {
  const wanted = match?.path
  return (
    (match?.method === undefined || match.method.toUpperCase() === method) &&
    (wanted === undefined ||
      (wanted.endsWith("*") ? path.startsWith(wanted.slice(0, -1)) : path === wanted))
  )
}

const isUsedUp = ({ count, rule }: Entry): boolean => {
  switch (rule._tag) {
    case "Script":
      return count >= rule.faults.length
    case "Nth":
      return count >= rule.n
    default:
      return false
  }
}

/** The fault that a rule has for a request, which may have one of an earlier rule already. */
const ask = (entry: Entry, hasFault: boolean, chance: number): Fault | undefined => {
  const { rule } = entry
  switch (rule._tag) {
    case "Script":
      return hasFault ? undefined : rule.faults[entry.count++]
    case "Nth":
      entry.count += 1
      return entry.count === rule.n ? rule.fault : undefined
    case "Always":
      return rule.fault
    case "Probability":
      return chance < rule.probability ? rule.fault : undefined
  }
}

export const make = (initial: Iterable<FaultRule>, random: Random.Random): RuleBook => {
  const entryOf = (rule: FaultRule): Entry => ({ rule, count: 0 })
  let entries = Array.fromIterable(initial).map(entryOf)

  return {
    add: (rule) => Effect.sync(() => void entries.push(entryOf(rule))),
    rules: Effect.sync(() => entries.map(({ rule }) => rule)),
    clear: Effect.sync(() => {
      entries = []
    }),
    faultFor: (method, path) =>
      Effect.suspend(() => {
        // What a test scripts is for the next requests, whatever rules there are for all of them.
        const [others, scripts] = Array.partition(
          entries.filter(({ rule }) => matches(rule.match, method, path)),
          ({ rule }) => rule._tag === "Script"
        )
        const asked = [...scripts, ...others]
        const chances = Effect.forEach(asked, ({ rule }) =>
          rule._tag === "Probability" ? random.next : Effect.succeed(1)
        )
        return Effect.map(chances, (chances) => {
          let fault: Fault | undefined
          for (const [index, entry] of asked.entries()) {
            const own = ask(entry, fault !== undefined, chances[index] ?? 1)
            fault ??= own
          }
          entries = entries.filter((entry) => !isUsedUp(entry))
          return fault
        })
      })
  }
}
