// Get one key, and say what to do about the errors that matter here.
import { ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Effect } from "effect"

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
  yield* Effect.log(`${key.label} may ${key.scopes.join(", ")}`)
}).pipe(
  Effect.catchTags({
    NotFoundError: (error) => Effect.logWarning(error.message),
    AuthenticationError: (error) => Effect.logError(error.message, error.supportId),
    ValidationError: (error) => Effect.logError(error.fields)
  })
)

await program.pipe(Effect.provide(BitGptNode.layerConfig()), Effect.runPromise)
