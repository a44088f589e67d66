// Mutation testing of the core: what can be broken without a test failing. docs/mutation.md tells how it is
// used.
//
// Stryker's own --testFiles is no help: it leaves mutants in code that runs at load time inactive.
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: {
    configFile: "packages/core/vitest.mutation.config.ts",
    dir: "packages/core",
    // Which tests reach a mutant, Stryker finds out by running them; Vitest finds no file by its imports here.
    related: false
  },
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
