// Mutation testing of the core: what can be broken without a test failing; docs/mutation.md tells what
// was found. Takes long, so it is a command of its own and not part of CI.
//
//   pnpm mutation                                               the whole core
//   pnpm mutation --mutate packages/core/src/internal/scrub.ts  one file
//   MUTATION_TESTS=test/internal/scrub.test.ts pnpm mutation …  by these tests only, which is quicker
//
// Stryker's own --testFiles is no help: it leaves mutants in code that runs at load time inactive.
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "packages/core/vitest.mutation.config.ts", dir: "packages/core" },
  mutate: ["packages/core/src/**/*.ts"],
  // A mutant in code that runs when its module is loaded counts like any other.
  ignoreStatic: false,
  incremental: false,
  // A busy machine must not pass for a mutant that never ends.
  timeoutMS: 40_000,
  reporters: ["clear-text", "progress", "html"],
  htmlReporter: { fileName: "mutation/index.html" },
  tempDirName: ".stryker-tmp",
  // Not copied for the run: nothing in it is needed by a test of the core.
  ignorePatterns: ["/docs", "/examples", "/benchmarks", "**/dist", "**/coverage", "/mutation"],
  thresholds: { high: 95, low: 90, break: 90 }
}
