import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Adapter } from "../src/Adapter.js"
import type { Case } from "../src/Case.js"
import { sampledByTheme } from "../src/samples.js"
import { runCase } from "../src/runner.js"

/** One test for each case. */
export const conforms = (
  adapter: Adapter,
  casesByTheme: Readonly<Record<string, ReadonlyArray<Case>>> = sampledByTheme
) => {
  for (const [theme, cases] of Object.entries(casesByTheme)) {
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
