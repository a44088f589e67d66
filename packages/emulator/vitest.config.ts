import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "effect-bitgpt-emulator",
    include: ["test/**/*.test.ts"]
  }
})
