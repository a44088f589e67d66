// The same seam, for outcomes that a BitGPT in memory never has: say how the next calls of a method end.
// The calls after them reach it again.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { ApiKeyRecord, BitGptTest, makeError } from "effect-bitgpt/testing"
import { Effect, Schedule, TestClock } from "effect"

// The client has given up by then: this application would rather wait longer.
const patientLabel = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
  Effect.retry({ while: (error) => error.isRetryable, schedule: Schedule.spaced("10 minutes") }),
  Effect.map((key) => key.label)
)

const key = ApiKeyRecord.make({ id: "api_key_1", label: "Checkout" })

it.effect("waits until BitGPT is back", () =>
  Effect.gen(function* () {
    const { script } = yield* BitGptTest
    const down = makeError("ServerError", { status: 503 })
    yield* script(ApiKeys.endpoints.get, [down, down])
    const fiber = yield* Effect.fork(patientLabel)
    yield* TestClock.adjust("20 minutes")
    assert.strictEqual(yield* fiber, "Checkout")
  }).pipe(Effect.provide(BitGptTest.layer({ apiKeys: [key] })))
)
