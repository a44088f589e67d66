// The usual seam: your code uses `ApiKeys`, and the test gives it a BitGPT in memory. It behaves as the
// real one does (a missing key is a NotFoundError, a bad id a ValidationError), and can change midway.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { ApiKeyRecord, BitGptTest } from "effect-bitgpt/testing"
import { Effect } from "effect"

const mayCharge = (id: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
    Effect.map((key) => key.scopes.includes("payments.create")),
    Effect.catchTag("NotFoundError", () => Effect.succeed(false))
  )

const key = ApiKeyRecord.make({ id: "api_key_1", label: "Checkout", scopes: ["payments.read"] })

it.effect("only a key with the scope may charge", () =>
  Effect.gen(function* () {
    const { callsOf, fake } = yield* BitGptTest
    assert.isFalse(yield* mayCharge("api_key_1"))

    yield* fake.apiKeys.set({ ...key, scopes: ["payments.create"] })
    assert.isTrue(yield* mayCharge("api_key_1"))

    yield* fake.apiKeys.remove("api_key_1")
    assert.isFalse(yield* mayCharge("api_key_1"))
    assert.lengthOf(yield* callsOf(ApiKeys.endpoints.get), 3)
  }).pipe(Effect.provide(BitGptTest.layer({ apiKeys: [key] })))
)
