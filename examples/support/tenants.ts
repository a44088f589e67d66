import { BitGptNode } from "effect-bitgpt/node"
import { Context, Effect, Option, type Redacted } from "effect"

/** Whose request is being served. The application sets it for each request. */
export class Tenant extends Context.Reference<Tenant>()("Tenant", {
  defaultValue: (): Option.Option<string> => Option.none()
}) {}

/** Where the application keeps the tokens of its tenants. */
export class TokenStore extends Context.Tag("TokenStore")<
  TokenStore,
  { readonly tokenOf: (tenant: string) => Effect.Effect<Redacted.Redacted, unknown> }
>() {}

/**
 * Asked for before each attempt. The reference is the caller's; the store is that of the client's layer.
 * A call without a tenant fails with `AuthenticationError`, and sends nothing.
 */
const accessToken = Effect.gen(function* () {
  const tenant = yield* yield* Tenant
  const store = yield* TokenStore
  return yield* store.tokenOf(tenant)
})

/** One client for all tenants: they share its connections, its rate limit and its retry budget. */
export const TenantsClient = (baseUrl?: string) => BitGptNode.layer({ accessToken, baseUrl })
