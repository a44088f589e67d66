import { FetchHttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"
import { ApiKeys, type ApiKeysService, BitGpt, RetryPolicy } from "../../src/index.js"

/** The HTTP clients that every test over a socket runs with. */
export const clients = [
  { name: "fetch", layer: BitGpt.layer },
  {
    name: "undici",
    layer: (options: BitGpt.ClientOptions) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(NodeHttpClient.layerUndici))
  },
  {
    name: "node:http",
    layer: (options: BitGpt.ClientOptions) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(NodeHttpClient.layer))
  },
  {
    name: "the platform's fetch",
    layer: (options: BitGpt.ClientOptions) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(FetchHttpClient.layer))
  }
] as const

export type TestClient = (typeof clients)[number]

export const token = Redacted.make("token-of-the-tests")

/** One call to a server, by a client of its own. */
export const getFrom = (
  client: TestClient,
  baseUrl: string,
  options: Partial<BitGpt.ClientOptions> & { readonly id?: string } = {}
) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(options.id ?? "api_key_1")).pipe(
    Effect.provide(client.layer({ accessToken: token, baseUrl, ...options })),
    Effect.catchTag("ConfigError", Effect.die)
  )

/** One attempt that has to fail, and its error. */
export const failureFrom = (...args: Parameters<typeof getFrom>) =>
  getFrom(...args).pipe(Effect.provide(RetryPolicy.none), Effect.flip)

/** A call to a server by a client of its own. */
export const callTo = <A, E>(
  client: TestClient,
  baseUrl: string,
  call: (apiKeys: ApiKeysService) => Effect.Effect<A, E>
) =>
  Effect.flatMap(ApiKeys, call).pipe(
    Effect.provide(Layer.orDie(client.layer({ accessToken: token, baseUrl })))
  )
