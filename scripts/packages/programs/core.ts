// What a user of effect-bitgpt writes first; run from the installed package. Plain JavaScript too, so
// it has no type in it.
import { ApiKeys, BitGpt, isBitGptError, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { ApiKeyRecord, BitGptTest } from "effect-bitgpt/testing"
import { Console, DateTime, Effect, Layer, Option } from "effect"

const policies = Layer.merge(
  RetryPolicy.layer({ maxRetries: 1, baseDelay: "10 millis" }),
  TimeoutPolicy.layer({ attempt: "10 seconds" })
)

const fromServer = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  const error = yield* Effect.flip(apiKeys.get("api_key_none"))
  if (!isBitGptError(error) || error._tag !== "NotFoundError") return yield* Effect.die(error)
  const end = Option.match(key.expiresAt, { onNone: () => "never", onSome: DateTime.formatIso })
  yield* Console.log(`${key.label} may ${key.scopes.join(", ")} until ${end}`)
}).pipe(Effect.provide(BitGpt.layerConfig().pipe(Layer.provide(policies))))

const fromMemory = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const { label } = yield* apiKeys.get("api_key_1")
  if (label !== "Checkout") return yield* Effect.dieMessage(label)
}).pipe(
  Effect.provide(
    BitGptTest.layer({ apiKeys: [ApiKeyRecord.make({ id: "api_key_1", label: "Checkout" })] })
  )
)

await Effect.runPromise(Effect.zipRight(fromServer, fromMemory))
