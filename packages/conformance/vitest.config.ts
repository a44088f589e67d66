import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-conformance",
    // Each HTTP client in a thread of its own: to import undici gives another dispatcher to Node's `fetch`.
    pool: "threads",
    include: ["test/**/*.test.ts"]
  }
})
