// In a program without Effect: a runtime that holds the client, and promises.
import { ApiKeys, BitGpt } from "effect-bitgpt"
import { Effect, Either, ManagedRuntime } from "effect"

const bitgpt = ManagedRuntime.make(BitGpt.layerConfig())

/** The label of a key, null if there is no such key. Rejects with any other error. */
const labelOf = (id: string): Promise<string | null> =>
  bitgpt.runPromise(
    Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
      Effect.map((key) => key.label),
      Effect.catchTag("NotFoundError", () => Effect.succeed(null))
    )
  )

console.log(await labelOf("api_key_0197c0ec-a197-719f-84a9-99270a79b42a"))
console.log(await labelOf("api_key_of_somebody_else"))

// What can go wrong stays in the type where it is asked for as a value.
const result = await bitgpt.runPromise(
  Effect.flatMap(ApiKeys, (apiKeys) => Effect.either(apiKeys.get("../invoices")))
)
console.log(Either.isLeft(result) ? `${result.left._tag}: ${result.left.message}` : "found")

await bitgpt.dispose()
