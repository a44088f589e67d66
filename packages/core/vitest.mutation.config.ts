import { Tinypool } from "tinypool"
import { mergeConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import config from "./vitest.config.js"

const include = process.env["MUTATION_TESTS"]?.split(" ") ?? config.test?.include ?? []

// Vitest ends its workers after each run, and Stryker runs it for every mutant. To load Effect into a new
// worker takes ten times as long as to run a file of tests.
Tinypool.prototype.recycleWorkers = () => Promise.resolve()

/** The quickest files first, for the first test that fails ends a run. Vitest has it the other way round. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return (await super.sort(files)).reverse()
  }
}

// The suite is run once for every mutant, so everything here saves time. None of it can make a test fail
// that would pass otherwise.
export default mergeConfig(
  { ...config, test: { ...config.test, include } },
  {
    // By its name, a test would find the package outside of the copy that Stryker changes.
    resolve: {
      alias: [
        { find: /^effect-bitgpt$/, replacement: `${import.meta.dirname}/src/index.ts` },
        { find: /^effect-bitgpt\/(.*)$/, replacement: `${import.meta.dirname}/src/$1.ts` }
      ]
    },
    test: {
      // What that would do is done by the file that is set up, in the same worker.
      isolate: false,
      poolOptions: { threads: { isolate: false } },
      sequence: { sequencer: QuickestFirst },
      runner: `${import.meta.dirname}/test/support/mutationRunner.ts`,
      setupFiles: [`${import.meta.dirname}/test/support/mutation.ts`],
      // Takes thousands of calls; RetryPolicy.budget.test.ts has the same rules with fewer.
      exclude: ["test/policies/RetryPolicy.outage.test.ts"],
      // They don't run the code, so they can't tell mutants from it.
      typecheck: { enabled: false }
    }
  }
)
