// In a unit test the service is one object: no server, no HTTP.
import { ApiKey, ApiKeyId, ApiKeys, NotFoundError } from "effect-bitgpt"
import { Console, DateTime, Effect, Layer } from "effect"

const id = ApiKeyId.make("api_key_1")

const known = ApiKey.make({
  id,
  label: "Checkout",
  scopes: ["invoices.create"],
  ipAllowList: [],
  createdAt: DateTime.unsafeMake("2026-01-01T00:00:00Z")
})

// Methods that are left out are defects that name themselves.
const Mock = Layer.mock(ApiKeys, {
  get: (asked) =>
    asked === id
      ? Effect.succeed(known)
      : Effect.fail(
          new NotFoundError({
            message: "No such key",
            operation: "ApiKeys.get",
            method: "GET",
            urlTemplate: "/developers/api_keys/{id}",
            attempts: 1,
            isRetryable: false,
            status: 404
          })
        )
})

const labelOf = (asked: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(asked)).pipe(
    Effect.map((key) => key.label),
    Effect.catchTag("NotFoundError", () => Effect.succeed("(gone)"))
  )

const program = Effect.forEach(["api_key_1", "api_key_2"], labelOf)

await Console.log(await program.pipe(Effect.provide(Mock), Effect.runPromise)).pipe(
  Effect.runPromise
)
