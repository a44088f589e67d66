import { mergeConfig } from "vitest/config"
import config from "./vitest.config.js"

const include = process.env["MUTATION_TESTS"]?.split(" ") ?? config.test?.include ?? []

// The suite is run once for every mutant, so everything here saves time. None of it can make a test fail
// that would pass otherwise.
export default mergeConfig(
  { ...config, test: { ...config.test, include } },
  {
    test: {
      setupFiles: [`${import.meta.dirname}/test/support/mutation.ts`],
      // Takes 10,000 calls; RetryPolicy.budget.test.ts has the same rules with fewer.
      exclude: ["test/RetryPolicy.outage.test.ts"],
      // They don't run the code, so they can't tell mutants from it.
      typecheck: { enabled: false }
    }
  }
)
