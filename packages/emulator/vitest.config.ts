import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-emulator",
    // A busy machine may take its time.
    testTimeout: 30_000,
    // Effect takes longer to load than most files take to run: they share their processes.
    pool: "forks",
    poolOptions: { forks: { isolate: false } },
    include: ["test/**/*.test.ts"]
  }
})
