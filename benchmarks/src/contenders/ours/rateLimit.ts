import { RateLimitPolicy } from "effect-bitgpt"

/** A rate limit that is looked after and never reached. */
export const rateLimit = RateLimitPolicy.layer({ requests: 1_000_000 })
