import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect } from "effect"
import { inspect } from "node:util"
import { Reply } from "../../../src/testing.js"
import { clientOf, getKey } from "../../support/scriptedServer.js"

describe("the stack of an error", () => {
  const failed = getKey.pipe(
    Effect.withSpan("the-caller"),
    Effect.provide(clientOf([Reply.error(404)]))
  )

  it.effect("has no frame of this library or of Effect", () =>
    Effect.gen(function* () {
      const cause = Cause.fail(yield* Effect.flip(failed))
      const error = yield* Effect.flip(failed)
      for (const text of [error.stack ?? "", Cause.pretty(cause), inspect(error)]) {
        assert.notMatch(text, /core.(?:src|dist).internal|fiberRuntime/)
        assert.include(text, "NotFoundError: ApiKeys.get")
      }
    })
  )

  it.effect("leads to the caller where the call has a span", () =>
    Effect.gen(function* () {
      const cause = yield* Effect.flip(Effect.sandbox(failed))
      const printed = Cause.pretty(cause)
      assert.include(printed, "at the-caller (")
      assert.include(printed, "stack.test.ts")
      assert.notMatch(printed, /core.(?:src|dist).internal|fiberRuntime/)
    })
  )
})
