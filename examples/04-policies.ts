// Policies are layers: given to the client they are its default, given to a single call they win.
import { ApiKeys, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Layer } from "effect"

const Client = BitGptNode.layerConfig().pipe(
  Layer.provide(
    Layer.merge(
      RetryPolicy.layer({ maxRetries: 4, baseDelay: "200 millis" }),
      TimeoutPolicy.layer({ attempt: "3 seconds", total: "20 seconds" })
    )
  )
)

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys

  // Under the client's policies.
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  yield* Console.log(key.label)

  // A health check would rather fail than wait.
  const alive = yield* apiKeys
    .get(key.id)
    .pipe(
      Effect.provide(Layer.merge(RetryPolicy.none, TimeoutPolicy.layer({ total: "1 second" }))),
      Effect.isSuccess
    )
  yield* Console.log(alive ? "alive" : "in trouble")
})

await program.pipe(Effect.provide(Client), Effect.runPromise)
