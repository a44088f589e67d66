// The usual seam: your code uses `ApiKeys`, and the test gives it keys in memory. They behave as
// BitGPT's do (a missing key is a NotFoundError, a bad id a ValidationError), and can change midway.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { ApiKeysTest, makeApiKey } from "effect-bitgpt/testing"
import { Effect } from "effect"

const mayCharge = (id: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
    Effect.map((key) => key.scopes.includes("payments.create")),
    Effect.catchTag("NotFoundError", () => Effect.succeed(false))
  )

it.effect("only a key with the scope may charge", () =>
  Effect.gen(function* () {
    const test = yield* ApiKeysTest
    assert.isFalse(yield* mayCharge("api_key_1"))

    yield* test.set(makeApiKey({ id: "api_key_1", scopes: ["payments.create"] }))
    assert.isTrue(yield* mayCharge("api_key_1"))

    yield* test.remove("api_key_1")
    assert.isFalse(yield* mayCharge("api_key_1"))
    assert.lengthOf(yield* test.calls, 3)
  }).pipe(Effect.provide(ApiKeysTest.layer({ keys: [makeApiKey({ id: "api_key_1" })] })))
)
