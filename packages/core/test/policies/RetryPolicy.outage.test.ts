import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { RetryPolicy } from "../../src/index.js"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, lost, scripted } from "../support/scriptedServer.js"
import { atOnce, withJitter } from "../support/time.js"

/** How many requests there are for each call of one client. */
const amplificationOf = (
  replyTo: (request: number) => Reply.Reply,
  options: {
    readonly calls?: number
    readonly concurrency?: number | "unbounded"
    readonly policy?: Layer.Layer<RetryPolicy>
  } = {}
) =>
  Effect.gen(function* () {
    const { calls = 500, concurrency = 1, policy = RetryPolicy.layer() } = options
    let requests = 0
    const http = scripted(() => {
      requests += 1
      return replyTo(requests)
    })
    yield* Effect.replicateEffect(Effect.exit(getKey), calls, { concurrency, discard: true }).pipe(
      Effect.provide(clientOf(http).pipe(Layer.provide(policy))),
      withJitter(0),
      atOnce
    )
    return requests / calls
  })

describe("a server that is down", () => {
  for (const [name, concurrency, reply] of [
    ["one after the other, with no answer", 1, lost],
    ["all at once, answered with an error", "unbounded", Reply.error(503)]
  ] as const) {
    // A full budget of 500 has 100 retries in it, and nothing comes back.
    it.effect(`gets 100 requests more than there are calls, 1.2 for each of 500: ${name}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* amplificationOf(() => reply, { concurrency }), 1.2)
      })
    )
  }
})

describe("a server that fails now and then gets for each call", () => {
  /** Evenly spread: every `1 / rate`th request fails, whoever asks. */
  const regular = (rate: number) => (request: number) =>
    Math.floor(request * rate) > Math.floor((request - 1) * rate) ? Reply.error(503) : found

  /** By chance, but the same every time. */
  const byChance = (rate: number) => {
    let state = 1
    return () => {
      // The numbers of Park and Miller.
      state = (state * 48_271) % 2_147_483_647
      return state < rate * 2_147_483_647 ? Reply.error(503) : found
    }
  }

  it.effect.each([
    { how: "regularly", failing: regular },
    { how: "by chance", failing: byChance }
  ])("1.1 requests, where 10 % fail $how", ({ failing }) =>
    Effect.gen(function* () {
      const amplification = yield* amplificationOf(failing(0.1))
      assert.isAtLeast(amplification, 1.08)
      assert.isAtMost(amplification, 1.15)
    })
  )

  // A success after a retry gives back what the retry took: the budget never ends this.
  it.effect("2 requests, where each first attempt fails and each second one succeeds", () =>
    Effect.gen(function* () {
      const amplification = yield* amplificationOf(regular(0.5))
      assert.isAtLeast(amplification, 1.9)
      assert.isAtMost(amplification, 2)
    })
  )

  // 1 + 0.5 + 0.25, until the budget is used up.
  it.effect("1.75 requests at first, where 50 % fail by chance", () =>
    Effect.gen(function* () {
      const amplification = yield* amplificationOf(byChance(0.5), { calls: 250 })
      assert.isAtLeast(amplification, 1.6)
      assert.isAtMost(amplification, 1.9)
    })
  )

  it.effect("1.2 requests in the long run, where 50 % fail by chance", () =>
    Effect.gen(function* () {
      // All but used up from the beginning.
      const amplification = yield* amplificationOf(byChance(0.5), {
        policy: RetryPolicy.layer({ budget: { capacity: 10 } })
      })
      assert.isAtLeast(amplification, 1.1)
      assert.isAtMost(amplification, 1.3)
    })
  )
})
