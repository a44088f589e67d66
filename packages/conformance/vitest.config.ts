import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-conformance",
    include: ["test/**/*.test.ts"]
  }
})
