import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, TestClock } from "effect"
import { Emulator, RateLimit } from "../src/index.js"
import { call } from "./support/client.js"

const statuses = (count: number, token?: string) =>
  Effect.map(Effect.replicateEffect(call(token === undefined ? {} : { token }), count), (answers) =>
    answers.map(({ status }) => status)
  )

describe("the rate limit", () => {
  it.effect("lets a full bucket through, then says when there is more", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* statuses(3), [200, 200, 200])
      const refused = yield* call()
      assert.strictEqual(refused.status, 429)
      assert.strictEqual(refused.headers["retry-after"], "2")
      assert.deepStrictEqual(Object.keys(refused.envelope), ["status", "error", "support_id"])

      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual(yield* statuses(1), [429])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* statuses(2), [200, 429])
      // It does not fill beyond its capacity.
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* statuses(4), [200, 200, 200, 429])
    }).pipe(Effect.provide(Emulator.layer({ rateLimit: { capacity: 3, refillPerSecond: 0.5 } })))
  )

  it.scoped.each([
    { capacity: 1, refillPerSecond: 0 },
    { capacity: 0, refillPerSecond: 1 },
    { capacity: 1.5, refillPerSecond: 1 }
  ])("refuses %j", (rateLimit) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Layer.build(Emulator.layer({ rateLimit })))
      assert.isTrue(Exit.isFailure(exit) && Cause.isDie(exit.cause))
    })
  )

  it.effect("the documented bucket holds 50", () =>
    Effect.gen(function* () {
      const answers = yield* statuses(51)
      assert.deepStrictEqual(answers.slice(-2), [200, 429])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* statuses(6), [200, 200, 200, 200, 200, 429])
    }).pipe(Effect.provide(Emulator.layer({ rateLimit: RateLimit.documented })))
  )

  it.effect("is the organization's: who is nobody takes nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* statuses(3, "wrong"), [401, 401, 401])
      assert.deepStrictEqual(yield* statuses(2), [200, 429])
    }).pipe(Effect.provide(Emulator.layer({ rateLimit: { capacity: 1, refillPerSecond: 1 } })))
  )
})
