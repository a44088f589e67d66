import { mergeConfig } from "vitest/config"
import config from "./vitest.config.js"

// Type tests don't run the code, so they can't tell mutants from it; they only take their time.
export default mergeConfig(config, { test: { typecheck: { enabled: false } } })
