import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "examples",
    // A busy machine may take its time.
    testTimeout: 30_000,
    // Tests of telemetry change what is global: each file has a thread of its own.
    pool: "threads",
    include: ["{test,testing}/**/*.test.ts"]
  }
})
