import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "shop",
    // A busy machine may take its time.
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"]
  }
})
