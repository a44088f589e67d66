// The audit of an organization with many keys, against an emulator that keeps to the documented hint
// of a quota. Sockets are real, time is not: many seconds of it pass in seconds.
import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { BitGpt, RateLimitPolicy } from "effect-bitgpt"
import { ApiKeyRecord, Emulator, RateLimit } from "effect-bitgpt-emulator"
import { Array, Clock, Effect, Fiber, Layer, TestClock } from "effect"
import { setImmediate } from "node:timers/promises"
import { audit } from "../support/audit.js"

const number = (index: number) => String(index).padStart(3, "0")

const key = (index: number) =>
  ApiKeyRecord.make({
    id: `api_key_${number(index)}`,
    label: `Key ${number(index)}`,
    scopes: index === 7 ? [] : ["products.read"],
    ip_allow_list: ["127.0.0.1"],
    expires_at: index === 8 ? "1970-01-20 00:00:00" : null,
    metrics: {
      api_key_id: `api_key_${number(index)}`,
      total_requests: 1,
      last_used_at: index === 9 ? null : "1970-01-01 00:00:00"
    }
  })

// Here the client goes over `fetch`, whose calls are easy to count.
/** `fetch`, and the means to wait until none is on its way. */
const countedFetch = () => {
  let onTheirWay = 0
  const counted: typeof fetch = async (...args) => {
    onTheirWay += 1
    try {
      return await fetch(...args)
    } finally {
      onTheirWay -= 1
    }
  }
  const settled = Effect.promise(async () => {
    do await setImmediate()
    while (onTheirWay > 0)
  })
  return { fetch: counted, settled }
}

describe("the audit", () => {
  it.scoped(
    "reads 100 keys within the quota, without a single 429",
    () =>
      Effect.gen(function* () {
        const { fetch, settled } = countedFetch()
        const emulator = yield* Emulator
        const { accessToken, baseUrl } = emulator
        const Client = BitGpt.layer({ accessToken, baseUrl }).pipe(
          Layer.provide(RateLimitPolicy.documented),
          Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))
        )
        const progress: Array<number> = []
        const start = yield* Clock.currentTimeMillis
        const fiber = yield* audit((done) => Effect.sync(() => progress.push(done))).pipe(
          Effect.provide(Client),
          Effect.fork
        )
        while (fiber.unsafePoll() === null) {
          yield* settled
          yield* TestClock.adjust("200 millis")
        }
        assert.deepStrictEqual(yield* Fiber.join(fiber), [
          { id: "api_key_007", label: "Key 007", reasons: ["full permission"] },
          { id: "api_key_008", label: "Key 008", reasons: ["expires soon"] },
          { id: "api_key_009", label: "Key 009", reasons: ["never used"] }
        ])
        assert.deepStrictEqual(progress, Array.range(0, 100))
        assert.deepStrictEqual(
          (yield* emulator.requests).map(({ status }) => status),
          Array.makeBy(101, () => 200)
        )
        const seconds = ((yield* Clock.currentTimeMillis) - start) / 1000
        assert.isAtLeast(seconds, (101 - RateLimit.documented.capacity) / 5)
      }).pipe(
        Effect.provide(
          Emulator.layer({ apiKeys: Array.makeBy(100, key), rateLimit: RateLimit.documented })
        )
      ),
    60_000
  )
})
