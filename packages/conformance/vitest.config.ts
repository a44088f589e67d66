import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-conformance",
    // A busy machine may take its time.
    testTimeout: 30_000,
    // Each HTTP client in a process of its own: to import undici gives another dispatcher to Node's `fetch`.
    pool: "forks",
    poolOptions: {
      forks: {
        isolate: true,
        // Room for what a case leaves behind: otherwise it is collected some hundred times a second.
        execArgv: ["--max-semi-space-size=64"]
      }
    },
    include: ["test/**/*.test.ts"]
  }
})
