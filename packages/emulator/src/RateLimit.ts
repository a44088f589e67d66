/**
 * A token bucket for the whole organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** A bucket of `capacity` requests, at least 1, refilled with `refillPerSecond` of them, more than 0. */
export const RateLimit = Schema.Struct({
  capacity: Schema.Int.pipe(Schema.positive()),
  refillPerSecond: Schema.Positive
})

/** A token bucket. */
export type RateLimit = typeof RateLimit.Type

/** 50 requests, 5 more each second: what a sibling of the API documents. */
export const documented: RateLimit = { capacity: 50, refillPerSecond: 5 }
