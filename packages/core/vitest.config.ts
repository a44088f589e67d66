import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt",
    // No test waits for time to pass; a busy machine may take its own.
    testTimeout: 30_000,
    // Effect takes longer to load than most files take to run: they share their processes.
    pool: "forks",
    poolOptions: { forks: { isolate: false, execArgv: ["--max-semi-space-size=64"] } },
    setupFiles: [`${import.meta.dirname}/test/support/setup.ts`],
    include: ["test/**/*.test.ts"],
    typecheck: {
      enabled: true,
      include: ["test/**/*.test-d.ts"],
      tsconfig: "tsconfig.test-d.json"
    }
  }
})
