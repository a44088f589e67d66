import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Fault } from "effect-bitgpt-emulator"
import type { Adapter } from "../src/Adapter.js"
import { overUndici } from "../src/adapters/undici.js"
import { calls, define, fails, succeeds } from "../src/internal/define.js"
import { runCase } from "../src/runner.js"

const found = define("found", { call: calls.get.call, expect: succeeds(calls.get.value) })

const waits = define("waits", {
  call: calls.get.call,
  server: { faults: [Fault.combine(Fault.status(503), Fault.retryAfter(5))] },
  expect: succeeds(calls.get.value, { requests: 2, elapsedMillis: 5000 })
})

const problemsOf = (adapter: Adapter, conformanceCase = found) =>
  Effect.map(runCase(adapter, conformanceCase), ({ problems }) => problems)

/** An adapter that performs another task than it is told. */
const distorted = (
  change: (task: Parameters<Adapter["perform"]>[0]) => Partial<typeof task>
): Adapter => ({
  ...overUndici,
  perform: (task) => overUndici.perform({ ...task, ...change(task) })
})

describe("the runner", () => {
  it.live("finds nothing where all is well", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* problemsOf(overUndici), [])
      assert.deepStrictEqual(yield* problemsOf(overUndici, waits), [])
    })
  )

  it.live("lets five seconds pass without waiting for them", () =>
    Effect.gen(function* () {
      const { observation } = yield* runCase(overUndici, waits)
      assert.strictEqual(observation.elapsedMillis, 5000)
    })
  )

  it.live("runs in real time where there is no clock to set", () =>
    Effect.gen(function* () {
      const { name, perform } = overUndici
      assert.deepStrictEqual(yield* problemsOf({ name, perform }), [])
      const wrong = define("another", { call: calls.get.call, expect: succeeds({ label: "no" }) })
      assert.lengthOf(yield* problemsOf({ name, perform }, wrong), 1)
    })
  )

  it.live("finds a call that does not end", () =>
    Effect.gen(function* () {
      const problems = yield* problemsOf({ ...overUndici, perform: () => Effect.never })
      assert.include(problems, "the call did not end")
      assert.include(problems, "0 requests reached the server, not 1")
    })
  )

  it.live("finds a request too many", () =>
    Effect.gen(function* () {
      const twice: Adapter = {
        ...overUndici,
        perform: (task) => Effect.zipRight(overUndici.perform(task), overUndici.perform(task))
      }
      assert.deepStrictEqual(yield* problemsOf(twice), ["2 requests reached the server, not 1"])
    })
  )

  it.live("finds a request of another kind", () =>
    Effect.gen(function* () {
      const problems = yield* problemsOf(
        distorted(() => ({ call: calls.update.call })),
        define("asks", {
          call: calls.get.call,
          expect: succeeds({}, { sent: { method: "GET", path: "/developers/api_keys" } })
        })
      )
      assert.lengthOf(problems, 4, problems.join("\n"))
    })
  )

  it.live("finds a wrong value, a wrong error and a wrong time", () =>
    Effect.gen(function* () {
      const wrongLabel = define("label", {
        call: calls.get.call,
        expect: succeeds({ label: "no" })
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, wrongLabel), [
        'value.label is "My API Key", not "no"'
      ])
      const wrongError = define("error", {
        call: calls.get.call,
        client: { maxRetries: 0 },
        server: { faults: [Fault.status(503)] },
        expect: fails("ServerError", { status: 502, isRetryable: false, mayHaveTakenEffect: false })
      })
      assert.sameMembers(Array.from(yield* problemsOf(overUndici, wrongError)), [
        "error.isRetryable is true, not false",
        "error.status is 503, not 502"
      ])
      const slower = distorted(() => ({ maxRetryAfterMillis: 0 }))
      const problems = yield* problemsOf(slower, waits)
      assert.include(problems, "it took 0 ms, not 5000 ms")
    })
  )

  it.live("finds a timer that goes on", () =>
    Effect.gen(function* () {
      const forgetful: Adapter = {
        ...overUndici,
        perform: (task) =>
          Effect.zipRight(Effect.forkDaemon(Effect.sleep("10 seconds")), overUndici.perform(task))
      }
      assert.deepStrictEqual(yield* problemsOf(forgetful), [
        "1 timers go on after the end of the call"
      ])
    })
  )

  it.live("finds a token in a text", () =>
    Effect.gen(function* () {
      const leaky: Adapter = {
        ...overUndici,
        perform: (task) =>
          Effect.map(overUndici.perform(task), ({ result, texts }) => ({
            result,
            texts: [...texts, `bearer ${task.call._tag} ${Redacted.value(task.accessToken)}`]
          }))
      }
      assert.deepStrictEqual(yield* problemsOf(leaky), [
        "a text of the outcome shows a token or a secret"
      ])
    })
  )

  it.live("finds an effect that the error denies", () =>
    Effect.gen(function* () {
      const reset = define("reset", {
        call: calls.create.call,
        server: { faults: [Fault.resetBeforeHeaders] },
        expect: fails(
          "TransportError",
          { isRetryable: false, mayHaveTakenEffect: true },
          { keysCreated: 1 }
        )
      })
      const denies: Adapter = {
        ...overUndici,
        perform: (task) =>
          Effect.map(overUndici.perform(task), ({ result, texts }) => ({
            result: result._tag === "Failure" ? { ...result, mayHaveTakenEffect: false } : result,
            texts
          }))
      }
      assert.deepStrictEqual(yield* problemsOf(overUndici, reset), [])
      assert.include(
        yield* problemsOf(denies, reset),
        "the error says that nothing took effect, but the server's keys have changed"
      )
    })
  )
})
