// A property instead of cases: whatever the error, your code has an answer to it.
import { assert, it } from "@effect/vitest"
import { ApiKeys, BitGptError } from "effect-bitgpt"
import { layerHandlers } from "effect-bitgpt/testing"
import { Effect } from "effect"

const statusFor = (error: BitGptError) =>
  error._tag === "NotFoundError" ? 404 : error.isRetryable ? 503 : 502

const healthStatus = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
  Effect.match({ onSuccess: () => 200, onFailure: statusFor })
)

it.effect.prop(
  "the health check always has a status",
  [BitGptError],
  ([error]) =>
    Effect.gen(function* () {
      assert.include([404, 502, 503], yield* healthStatus)
    }).pipe(Effect.provide(layerHandlers(ApiKeys, { get: [error] }))),
  { fastCheck: { numRuns: 20 }, timeout: 10_000 }
)
