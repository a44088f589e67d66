import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Reply } from "../../src/testing.js"
import { clientOf, getKey, lost, scripted } from "../support/scriptedServer.js"
import { withJitter } from "../support/time.js"

describe("a server that is down", () => {
  for (const [name, concurrency, outcome] of [
    ["one after the other, with no answer", 1, lost],
    ["all at once, answered with an error", "unbounded", Reply.error(503)]
  ] as const) {
    it.effect(
      `gets 10,100 requests from 10,000 calls: ${name}`,
      () =>
        Effect.gen(function* () {
          const http = scripted(outcome)
          const calls = Effect.replicateEffect(Effect.exit(getKey), 10_000, {
            concurrency,
            discard: true
          })
          yield* calls.pipe(Effect.provide(clientOf(http)), withJitter(0))
          assert.strictEqual(http.requests.length, 10_100)
        }),
      60_000
    )
  }
})
