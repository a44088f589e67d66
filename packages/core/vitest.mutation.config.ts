import { mergeConfig } from "vitest/config"
import config from "./vitest.config.js"

// The suite is run once for every mutant, so everything here saves time. None of it can make a test fail
// that would pass otherwise.
export default mergeConfig(config, {
  test: {
    setupFiles: [`${import.meta.dirname}/test/support/mutation.ts`],
    // Takes 10,000 calls; RetryPolicy.budget.test.ts has the same rules with fewer.
    exclude: ["test/RetryPolicy.outage.test.ts"],
    // They don't run the code, so they can't tell mutants from it.
    typecheck: { enabled: false }
  }
})
