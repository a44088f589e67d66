import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Exit, Layer } from "effect"
import { afterEach, beforeEach, vi } from "vitest"
import { RateLimitPolicy, RetryPolicy, TimeoutPolicy } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { assertTag } from "../../support/assertTag.js"
import { clientOf, found, getKey, scripted } from "../../support/scriptedServer.js"

// Tools that fake the runtime's timers move everything together: timers, time limits and the limiter.
describe("under the fake timers of a test tool", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it("an attempt's limit and the whole call's end when the faked time has passed", async () => {
    for (const [limits, limit, millis] of [
      [TimeoutPolicy.layer({ attempt: "10 seconds" }), "attempt", 10_000],
      [TimeoutPolicy.layer({ attempt: "1 minute", total: "20 seconds" }), "total", 20_000]
    ] as const) {
      const exits: Array<Exit.Exit<unknown, unknown>> = []
      void Effect.runPromise(
        getKey.pipe(
          Effect.flip,
          Effect.provide(Layer.merge(limits, RetryPolicy.none)),
          Effect.provide(clientOf(scripted(Reply.never))),
          Effect.exit
        )
      ).then((exit) => {
        exits.push(exit)
      })
      await vi.advanceTimersByTimeAsync(millis - 1)
      assert.isEmpty(exits, "it ended too early")
      await vi.advanceTimersByTimeAsync(1)
      const [exit] = exits
      assert(exit !== undefined && Exit.isSuccess(exit), "it did not end in time")
      assert.propertyVal(exit.value, "limit", limit)
    }
  })

  it("the limiter lets requests go by the faked time, burst and rate", async () => {
    const http = scripted(found)
    const client = clientOf(http).pipe(
      Layer.provide(RateLimitPolicy.layer({ requests: 1, interval: "1 second", burst: 2 }))
    )
    const done = Effect.runPromise(
      Effect.replicateEffect(getKey, 5, { concurrency: "unbounded" }).pipe(Effect.provide(client))
    )
    for (const [millis, requests] of [
      [0, 2],
      [999, 2],
      [1, 3],
      [1000, 4],
      [1000, 5]
    ] as const) {
      await vi.advanceTimersByTimeAsync(millis)
      assert.lengthOf(http.requests, requests)
    }
    await done
  })

  it("the total limit counts the faked time of pauses", async () => {
    const http = scripted([
      Reply.error(503, { headers: { "retry-after": "4" } }),
      Reply.error(503, { headers: { "retry-after": "4" } })
    ])
    const done = Effect.runPromise(
      getKey.pipe(
        Effect.provide(TimeoutPolicy.layer({ total: "7 seconds" })),
        Effect.provide(clientOf(http)),
        Effect.either
      )
    )
    await vi.advanceTimersByTimeAsync(4000)
    const result = await done
    // A second pause would end after 8 seconds.
    assert.lengthOf(http.requests, 2)
    assertTag(Either.getOrThrow(Either.flip(result)), "ServerError")
  })
})
