import type { BitGptError } from "../../errors/BitGptError.js"
import type { RetryBudget } from "../../policies/RetryPolicy.js"

/** The bucket of one client. */
export interface RetryBucket {
  /** Takes the tokens of a retry and returns their number, `undefined` if too few are left. */
  readonly take: (budget: RetryBudget | undefined, error: BitGptError) => number | undefined
  /** Gives back after a success whose last retry took `taken` tokens, 0 if there was none. */
  readonly refund: (budget: RetryBudget | undefined, taken: number) => void
  /** Gives back the tokens of a retry that did not happen. */
  readonly putBack: (taken: number) => void
}

/**
 * A full bucket. It counts what is missing instead of what is left, so that calls under policies of
 * different capacity can share it.
 */
export const makeRetryBucket = (): RetryBucket => {
  let missing = 0
  return {
    take: (budget, error) => {
      if (budget === undefined) return 0
      const cost = error._tag === "TimeoutError" ? budget.timeoutRetryCost : budget.retryCost
      // Negated, so that a capacity of NaN is none.
      if (!(missing + cost <= budget.capacity)) return undefined
      missing += cost
      return cost
    },
    refund: (budget, taken) => {
      if (budget === undefined) return
      missing = Math.max(0, missing - (taken === 0 ? budget.refund : taken))
    },
    putBack: (taken) => {
      missing = Math.max(0, missing - taken)
    }
  }
}
