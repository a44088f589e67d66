// Bring your own HTTP client: undici with a pool of its own, say.
import { NodeHttpClient } from "@effect/platform-node"
import { ApiKeys, BitGpt } from "effect-bitgpt"
import { Console, Effect, Layer } from "effect"

const Client = BitGpt.layerConfigNoDeps().pipe(Layer.provide(NodeHttpClient.layerUndici))

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  yield* Console.log(`${key.label}, over undici`)
})

await program.pipe(Effect.provide(Client), Effect.runPromise)
