import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    coverage: {
      include: ["packages/core/src/**"],
      reporter: ["text-summary", "html"],
      thresholds: { branches: 95, functions: 95, lines: 99, statements: 99 }
    }
  }
})
