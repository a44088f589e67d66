import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator, Fault, FaultRule } from "../src/index.js"
import { call } from "./support/client.js"

const statusOf = (method: string, path = "/developers/api_keys/none") =>
  Effect.map(call({ method, path }), ({ status }) => status)

const statuses = (count: number) => Effect.replicateEffect(statusOf("GET"), count)

const [s500, s502, s503] = [Fault.status(500), Fault.status(502), Fault.status(503)]

describe("rules", () => {
  it.scopedLive("a script is done in order, then the normal answers come back", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([s503, Fault.none, s500])
      yield* emulator.script([s502])
      assert.deepStrictEqual(yield* statuses(5), [503, 404, 500, 502, 404])
      assert.deepStrictEqual(yield* emulator.rules, [])
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("the nth request from now", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* statuses(4), [404, 404, 503, 404])
    }).pipe(Effect.provide(Emulator.layer({ faults: [FaultRule.nth(3, s503)] })))
  )

  it.scopedLive("an nth counts requests that got another rule's fault", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* statuses(4), [500, 500, 503, 404])
    }).pipe(
      Effect.provide(
        Emulator.layer({ faults: [FaultRule.script([s500, s500]), FaultRule.nth(3, s503)] })
      )
    )
  )

  it.scopedLive("the first rule that has a fault wins; always stays", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      assert.deepStrictEqual(yield* statuses(3), [500, 503, 503])
      yield* emulator.clearRules
      assert.deepStrictEqual(yield* statuses(1), [404])
    }).pipe(
      Effect.provide(Emulator.layer({ faults: [FaultRule.script([s500]), FaultRule.always(s503)] }))
    )
  )

  it.scopedLive("a script comes before rules, though they were there first", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([s503, Fault.none])
      assert.deepStrictEqual(yield* statuses(3), [503, 404, 500])
    }).pipe(
      Effect.provide(
        Emulator.layer({
          faults: [FaultRule.withProbability(1, s500), FaultRule.always(s502)]
        })
      )
    )
  )

  it.scopedLive("only a method, only a path, only a prefix", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* statusOf("PUT"), 500)
      assert.strictEqual(yield* statusOf("GET"), 404)
      assert.strictEqual(yield* statusOf("GET", "/exact?query=1"), 502)
      assert.strictEqual(yield* statusOf("GET", "/exact/more"), 404)
      assert.strictEqual(yield* statusOf("GET", "/under/this"), 503)
    }).pipe(
      Effect.provide(
        Emulator.layer({
          faults: [
            FaultRule.always(s500, { method: "PUT" }),
            FaultRule.always(s502, { path: "/exact" }),
            FaultRule.always(s503, { path: "/under/*" })
          ]
        })
      )
    )
  )

  it.scopedLive("a request that a rule doesn't look at takes nothing from its script", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([s503], { method: "PUT" })
      assert.deepStrictEqual(yield* statuses(2), [404, 404])
      assert.strictEqual(yield* statusOf("PUT"), 503)
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("a probability goes by the seed", () =>
    Effect.gen(function* () {
      const faults = [FaultRule.withProbability(0.5, s503)]
      const outcome = (seed: string) =>
        Effect.provide(statuses(40), Emulator.layer({ faults, seed }))
      const first = yield* outcome("a")
      assert.includeMembers(first, [404, 503])
      assert.deepStrictEqual(yield* outcome("a"), first)
      assert.notDeepEqual(yield* outcome("b"), first)
    })
  )

  it.scopedLive("probability 0 is never, 1 is always", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(new Set(yield* statuses(20)), new Set([500]))
    }).pipe(
      Effect.provide(
        Emulator.layer({
          faults: [FaultRule.withProbability(0, s503), FaultRule.withProbability(1, s500)]
        })
      )
    )
  )

  it.scopedLive("concurrent requests take each fault once", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script(Array.from({ length: 10 }, () => s503))
      const statuses = yield* Effect.all(
        Array.from({ length: 30 }, () => statusOf("GET")),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(
        statuses.filter((status) => status === 503),
        10
      )
    }).pipe(Effect.provide(Emulator.layer()))
  )
})
