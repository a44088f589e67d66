// Serve many tenants in one process, each with a token of its own: the token effect reads the caller's
// reference.
import { ApiKeys } from "effect-bitgpt"
import { Config, Console, Effect, Layer, Option } from "effect"
import { Tenant, TenantsClient, TokenStore } from "./support/tenants.js"

const labelsFor = (tenant: string) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.list()).pipe(
    Effect.flatMap((keys) => Console.log(`${tenant} has ${keys.length} keys`)),
    Effect.provideService(Tenant, Option.some(tenant))
  )

// For this run, every tenant has the one token that there is.
const Store = Layer.effect(
  TokenStore,
  Effect.map(Config.redacted("BITGPT_ACCESS_TOKEN"), (token) => ({
    tokenOf: () => Effect.succeed(token)
  }))
)

const Client = Layer.unwrapEffect(
  Effect.map(Config.withDefault(Config.string("BITGPT_BASE_URL"), undefined), TenantsClient)
).pipe(Layer.provide(Store))

await Effect.forEach(["shop", "marketplace"], labelsFor, { concurrency: 2 }).pipe(
  Effect.provide(Client),
  Effect.runPromise
)
