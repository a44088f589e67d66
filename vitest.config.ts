import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // Vitest would leave one core out.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    // Whether files share their processes is decided here for all projects; those in threads don't.
    poolOptions: { forks: { isolate: false } },
    coverage: {
      include: ["packages/core/src/**"],
      reporter: ["text-summary", "html"],
      thresholds: { branches: 95, functions: 95, lines: 99, statements: 99 }
    }
  }
})
