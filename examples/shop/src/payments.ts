import { type BitGptError, RateLimitPolicy, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Effect, Layer } from "effect"
import { PaymentsUnavailable } from "./errors.js"

/**
 * BitGPT, with the token of `BITGPT_ACCESS_TOKEN`. A customer waits for these calls, so they give up soon:
 * the three calls of an order take no longer than `SHOP_REQUEST_GRACE`. The rate limit makes calls wait for
 * their turn here, before BitGPT refuses them. Limits of an organization are assumed, not documented.
 */
export const layer = BitGptNode.layerConfig().pipe(
  Layer.provide([
    TimeoutPolicy.layer({ attempt: "2 seconds", total: "5 seconds" }),
    RetryPolicy.layer({ maxRetries: 2, baseDelay: "100 millis" }),
    RateLimitPolicy.layer({ requests: 5, interval: "1 second", burst: 50 })
  ])
)

/** For calls that no customer waits for, around them: they are more patient. */
export const inBackground = Layer.merge(
  TimeoutPolicy.layer({ attempt: "5 seconds", total: "20 seconds" }),
  RetryPolicy.layer({ maxRetries: 4, baseDelay: "500 millis" })
)

/**
 * What a customer hears of a failed call. What passes by itself is a warning; the rest, such as a token
 * that is refused, needs somebody to look at it.
 */
export const unavailable = (error: BitGptError) =>
  (error.isRetryable ? Effect.logWarning(error.message) : Effect.logError(error.message)).pipe(
    Effect.annotateLogs({ error: error._tag, operation: error.operation }),
    Effect.zipRight(new PaymentsUnavailable())
  )
