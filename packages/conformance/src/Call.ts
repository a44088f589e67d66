/**
 * A call of the API, as data.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * A call: which one, by the name that the table of calls gives it, and its input with the names of the
 * wire, what belongs into the path among it. Times are ISO 8601, in UTC. The input is not checked: a case
 * may be about wrong input.
 */
export const Call = Schema.Struct({
  /** For example `ApiKeys.get`. */
  operation: Schema.NonEmptyString,
  input: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})

/** A call. */
export type Call = typeof Call.Type
