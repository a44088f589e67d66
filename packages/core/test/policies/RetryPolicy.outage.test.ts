import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, lost, scripted } from "../support/scriptedServer.js"
import { start, withJitter } from "../support/time.js"

const calls = 500

/** How many requests there are for each call of one client, most of them one after the other. */
const amplificationOf = (
  replyTo: (request: number) => Reply.Reply,
  concurrency: number | "unbounded" = 1
) =>
  Effect.gen(function* () {
    let requests = 0
    const http = scripted(() => {
      requests += 1
      return replyTo(requests)
    })
    const fiber = yield* Effect.replicateEffect(Effect.exit(getKey), calls, {
      concurrency,
      discard: true
    }).pipe(Effect.provide(clientOf(http)), withJitter(0), start)
    yield* TestClock.adjust(0)
    yield* fiber
    return requests / calls
  })

describe("a server that is down", () => {
  for (const [name, concurrency, reply] of [
    ["one after the other, with no answer", 1, lost],
    ["all at once, answered with an error", "unbounded", Reply.error(503)]
  ] as const) {
    // A full budget of 500 has 100 retries in it, and nothing comes back.
    it.effect(`gets 100 requests more than calls: ${name}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* amplificationOf(() => reply, concurrency), 1 + 100 / calls)
      })
    )
  }
})

describe("a server that fails now and then gets for each call", () => {
  /** The same every time, evenly spread: every `1 / rate`th request fails, whoever asks. */
  const failing = (rate: number) => (request: number) =>
    Math.floor(request * rate) > Math.floor((request - 1) * rate) ? Reply.error(503) : found

  it.effect("1.11 requests, where 10 % fail", () =>
    Effect.gen(function* () {
      const amplification = yield* amplificationOf(failing(0.1))
      assert.isAtLeast(amplification, 1.1)
      assert.isAtMost(amplification, 1.12)
    })
  )

  // A success after a retry gives back what the retry took: the budget never ends this.
  it.effect("2 requests, where 50 % fail and each second attempt succeeds", () =>
    Effect.gen(function* () {
      const amplification = yield* amplificationOf(failing(0.5))
      assert.isAtLeast(amplification, 1.9)
      assert.isAtMost(amplification, 2)
    })
  )
})
