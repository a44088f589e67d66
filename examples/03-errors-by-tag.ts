// Every failure is in the type: what is caught disappears from it, what is left has to be handled.
import { ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Duration, Effect } from "effect"

const describe = (id: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
    Effect.map((key) => `there is "${key.label}"`),
    Effect.catchTags({
      NotFoundError: () => Effect.succeed("there is no such key"),
      ValidationError: ({ fields }) => Effect.succeed(`not an id: ${fields["id"] ?? "refused"}`),
      AuthenticationError: () => Effect.succeed("log in again"),
      PermissionDeniedError: () => Effect.succeed("ask an administrator"),
      RateLimitError: ({ retryAfter }) =>
        Effect.succeed(`come back in ${Duration.format(retryAfter ?? Duration.minutes(1))}`)
    }),
    // Five tags are left. They share what one handler needs.
    Effect.catchAll((error) =>
      Effect.succeed(`${error._tag} after ${error.attempts} attempts: ${error.message}`)
    )
  )

const program = Effect.gen(function* () {
  yield* Console.log(yield* describe("api_key_0197c0ec-a197-719f-84a9-99270a79b42a"))
  yield* Console.log(yield* describe("api_key_of_somebody_else"))
  yield* Console.log(yield* describe("../invoices"))
})

await program.pipe(Effect.provide(BitGptNode.layerConfig()), Effect.runPromise)
