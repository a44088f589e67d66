// Replace a key by a new one: create it and store its secret in one piece, see that it works, let it take
// over, mark the old one.
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Layer } from "effect"
import { rotate, SecretStore } from "./support/rotation.js"

const Store = Layer.succeed(SecretStore, {
  put: (name, secret) => Console.log(name, "is now", secret)
})

await rotate("api_key_0197c0ec-a197-719f-84a9-99270a79b42a").pipe(
  Effect.tap((id) => Console.log(`${id} has taken over`)),
  Effect.provide(Layer.merge(BitGptNode.layerConfig(), Store)),
  Effect.runPromise
)
