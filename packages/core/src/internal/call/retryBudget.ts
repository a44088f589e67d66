import type { BitGptError } from "../../errors/BitGptError.js"
import type { RetryBudget } from "../../policies/RetryPolicy.js"

/** The bucket of one client. */
export interface RetryBucket {
  /** How many tokens it lacks to be full. */
  missing: number
  /** Takes the tokens of a retry and returns their number, `undefined` if too few are left. */
  readonly take: (budget: RetryBudget | undefined, error: BitGptError) => number | undefined
  /** Gives back after a success: the tokens of its last retry, or some where there was none. */
  readonly refund: (budget: RetryBudget | undefined, cost: number) => void
  /** Gives back the tokens of a retry that did not happen. */
  readonly putBack: (cost: number) => void
}

/**
 * A full bucket. It counts what is missing instead of what is left, so that calls under policies of
 * different capacity can share it.
 */
export const makeRetryBucket = (): RetryBucket => {
  const bucket: RetryBucket = {
    missing: 0,
    take: (budget, error) => {
      if (budget === undefined) return 0
      const cost = error._tag === "TimeoutError" ? budget.timeoutRetryCost : budget.retryCost
      // With NaN for a capacity, there are no tokens.
      if (!(bucket.missing + cost <= budget.capacity)) return undefined
      bucket.missing += cost
      return cost
    },
    refund: (budget, cost) => {
      if (budget === undefined) return
      bucket.putBack(cost === 0 ? budget.refund : cost)
    },
    putBack: (cost) => {
      bucket.missing = Math.max(0, bucket.missing - cost)
    }
  }
  return bucket
}
