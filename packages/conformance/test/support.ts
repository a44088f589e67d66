import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Adapter } from "../src/Adapter.js"
import { casesByTheme } from "../src/cases.js"
import { runCase } from "../src/runner.js"

/**
 * One test for each case, save for the themes that are left out: what becomes of an answer's data does not
 * depend on the HTTP client, and two of them are enough for it.
 */
export const conforms = (adapter: Adapter, { without = [] }: { without?: Array<string> } = {}) => {
  for (const [theme, cases] of Object.entries(casesByTheme)) {
    if (without.includes(theme)) continue
    describe(`${adapter.name}: ${theme}`, () => {
      for (const conformanceCase of cases) {
        it.live(conformanceCase.name, () =>
          Effect.gen(function* () {
            const { observation, problems } = yield* runCase(adapter, conformanceCase)
            assert.strictEqual(problems.join("\n"), "")
            for (const { headers } of observation.requests) {
              assert.match(headers["user-agent"] ?? "", /^effect-bitgpt\/\d/)
            }
          })
        )
      }
    })
  }
}
