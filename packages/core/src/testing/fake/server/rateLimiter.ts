import { Refused } from "./refused.js"

/** A token bucket for the whole organization. */
export interface FakeRateLimit {
  /** How many requests a full bucket holds, at least 1. */
  readonly capacity: number
  /** How many are added each second, more than 0. */
  readonly refillPerSecond: number
}

/** Takes a token from the bucket. What it gives is the refusal of a request that has to wait. */
export type RateLimiter = (now: number) => Refused | undefined

export const make = (limit: FakeRateLimit | undefined, start: number): RateLimiter => {
  if (limit === undefined) return () => undefined
  const { capacity, refillPerSecond } = limit
  let tokens = capacity
  let filledAt = start
  return (now) => {
    // A clock may be set back.
    const elapsed = Math.max(0, now - filledAt)
    tokens = Math.min(capacity, tokens + (elapsed * refillPerSecond) / 1000)
    filledAt = now
    if (tokens >= 1) {
      tokens -= 1
      return undefined
    }
    const seconds = Math.max(1, Math.ceil((1 - tokens) / refillPerSecond))
    return new Refused({ status: 429, headers: { "retry-after": String(seconds) } })
  }
}
