// The same seam, for outcomes that a BitGPT in memory never has: say what each call ends with. A call that
// the script doesn't foresee is a defect, so that no test passes because an error was caught.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { layerHandlers, makeApiKey, makeError } from "effect-bitgpt/testing"
import { Effect, Schedule, TestClock } from "effect"

// The client has given up by then: this application would rather wait longer.
const patientLabel = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
  Effect.retry({ while: (error) => error.isRetryable, schedule: Schedule.spaced("10 minutes") }),
  Effect.map((key) => key.label)
)

it.effect("waits until BitGPT is back", () =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(patientLabel)
    yield* TestClock.adjust("20 minutes")
    assert.strictEqual(yield* fiber, "Checkout")
  }).pipe(
    Effect.provide(
      layerHandlers(ApiKeys, {
        get: [
          makeError("ServerError", { status: 503 }),
          makeError("ServerError", { status: 503 }),
          Effect.succeed(makeApiKey({ label: "Checkout" }))
        ]
      })
    )
  )
)
