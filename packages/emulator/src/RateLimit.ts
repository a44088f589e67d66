/**
 * A token bucket for the whole organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** A token bucket, and its JSON form. */
export const RateLimit = Schema.Struct({
  /** How many requests a full bucket holds, at least 1. */
  capacity: Schema.Int.pipe(Schema.positive()),
  /** How many are added each second, more than 0. */
  refillPerSecond: Schema.Positive
})

/** A token bucket. */
export type RateLimit = typeof RateLimit.Type

/** 50 requests, 5 more each second: what a sibling of the API documents. */
export const documented: RateLimit = { capacity: 50, refillPerSecond: 5 }
