import { FastCheck } from "effect"

/**
 * How often a property is tried. Fewer times where mutation testing runs the suite over and over: that
 * can only hide a failure, so no mutant counts as killed because of it.
 */
export const runs = (count: number): { readonly numRuns: number } => ({
  numRuns: Math.min(count, FastCheck.readConfigureGlobal().numRuns ?? count)
})
