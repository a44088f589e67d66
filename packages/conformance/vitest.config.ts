import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-conformance",
    // A busy machine may take its time.
    testTimeout: 30_000,
    // Each HTTP client in a thread of its own: to import undici gives another dispatcher to Node's `fetch`.
    pool: "threads",
    include: ["test/**/*.test.ts"]
  }
})
