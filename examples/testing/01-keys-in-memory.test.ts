// The usual seam: your code uses `ApiKeys`, and the test puts a BitGPT in memory behind it. It refuses what
// BitGPT refuses (a missing key is a NotFoundError, a bad id a ValidationError), and can change midway.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { ApiKeyRecord, BitGptTest } from "effect-bitgpt/testing"
import { Effect } from "effect"

const mayCharge = (id: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
    Effect.map((key) => key.scopes.includes("payments.create")),
    Effect.catchTag("NotFoundError", () => Effect.succeed(false))
  )

it.effect("only a key with the scope may charge", () =>
  Effect.gen(function* () {
    const test = yield* BitGptTest
    assert.isFalse(yield* mayCharge("api_key_1"))

    yield* test.fake.apiKeys.set(
      ApiKeyRecord.make({ id: "api_key_1", label: "Till", scopes: ["payments.create"] })
    )
    assert.isTrue(yield* mayCharge("api_key_1"))

    yield* test.fake.apiKeys.remove("api_key_1")
    assert.isFalse(yield* mayCharge("api_key_1"))
    assert.lengthOf(yield* test.calls, 3)
  }).pipe(
    Effect.provide(
      BitGptTest.layer({
        apiKeys: [ApiKeyRecord.make({ id: "api_key_1", label: "Till", scopes: ["payments.read"] })]
      })
    )
  )
)
