// Bring your own HTTP client: undici with a pool of its own, say.
import { NodeHttpClient } from "@effect/platform-node"
import { ApiKeys, BitGpt } from "effect-bitgpt"
import { Config, Console, Effect, Layer } from "effect"

const Client = Layer.unwrapEffect(
  Effect.map(
    Config.string("BITGPT_BASE_URL").pipe(Config.withDefault(BitGpt.defaultBaseUrl)),
    // A `Config` is an effect: the token is read anew for each attempt, so it may rotate.
    (baseUrl) =>
      BitGpt.layerNoDeps({ accessToken: Config.redacted("BITGPT_ACCESS_TOKEN"), baseUrl })
  )
).pipe(Layer.provide(NodeHttpClient.layerUndici))

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  yield* Console.log(`${key.label}, over undici`)
})

await program.pipe(Effect.provide(Client), Effect.runPromise)
