/**
 * The calls of the API, with what its documentation says of them: written from that alone, and not from
 * any client. Most cases follow from this table.
 *
 * @module
 */
import * as Array from "effect/Array"
import * as ApiKeys from "./calls/apiKeys.js"
import { type CallFacts } from "./calls/describe.js"

export { type CallFacts } from "./calls/describe.js"

/** Every call. */
export const everyCall: ReadonlyArray<CallFacts> = [
  ApiKeys.get,
  ApiKeys.list,
  ApiKeys.create,
  ApiKeys.update
]

/** What makes a call another kind of call, as far as what can go wrong on its way is concerned. */
const kindOf = (facts: CallFacts): string =>
  [
    facts.method,
    facts.isSafe,
    facts.takesIdempotencyKey,
    facts.ignoresBody,
    Array.isArray(facts.value)
  ].join()

/** One call of each kind, for what is the same in all calls of a kind and takes many cases. */
export const oneOfEachKind: ReadonlyArray<CallFacts> = Array.dedupeWith(
  everyCall,
  (one, other) => kindOf(one) === kindOf(other)
)

/** The facts of a call. */
export const factsOf = (operation: string): CallFacts | undefined =>
  everyCall.find((facts) => facts.operation === operation)
