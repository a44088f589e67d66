import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { RateLimit } from "../RateLimit.js"
import { Refused } from "./refused.js"

/** Takes a token from the bucket, or says when there will be one. */
export type RateLimiter = Effect.Effect<void, Refused>

export const unlimited: RateLimiter = Effect.void

export const make = ({ capacity, refillPerSecond }: RateLimit): Effect.Effect<RateLimiter> =>
  Effect.map(Clock.currentTimeMillis, (start) => {
    let tokens = capacity
    let filledAt = start
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      // A clock may be set back.
      const elapsed = Math.max(0, now - filledAt)
      tokens = Math.min(capacity, tokens + (elapsed * refillPerSecond) / 1000)
      filledAt = now
      if (tokens >= 1) {
        tokens -= 1
        return Effect.void
      }
      const seconds = Math.max(1, Math.ceil((1 - tokens) / refillPerSecond))
      return new Refused({
        status: 429,
        error: "Too many requests. Please try again later.",
        headers: { "retry-after": String(seconds) }
      })
    })
  })
