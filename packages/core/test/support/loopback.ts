import { FetchHttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { type ConfigError, type Context, Effect, Layer, Redacted } from "effect"
import { ApiKeys, BitGpt, RetryPolicy } from "../../src/index.js"
import { BitGptNode } from "../../src/node.js"

/** The HTTP clients that every test over a socket runs with. */
export const clients = [
  { name: "fetch", layer: BitGpt.layer },
  {
    name: "undici",
    layer: <R>(options: BitGpt.ClientOptions<R>) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(NodeHttpClient.layerUndici))
  },
  {
    name: "node:http",
    layer: <R>(options: BitGpt.ClientOptions<R>) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(NodeHttpClient.layer))
  },
  {
    name: "the platform's fetch",
    layer: <R>(options: BitGpt.ClientOptions<R>) =>
      BitGpt.layerNoDeps(options).pipe(Layer.provide(FetchHttpClient.layer))
  },
  // Other runtimes replace the package undici by a part of it.
  ...("Bun" in globalThis || "Deno" in globalThis
    ? []
    : [{ name: "undici's dispatcher", layer: BitGptNode.layer }])
] as const

export type TestClient = (typeof clients)[number]

export const token = Redacted.make("token-of-the-tests")

export type ApiKeysService = Context.Tag.Service<typeof ApiKeys>

/** A call to a server by a client of its own. */
export const callTo = <A, E>(
  { layer }: TestClient,
  baseUrl: string,
  call: (apiKeys: ApiKeysService) => Effect.Effect<A, E>,
  options: Partial<BitGpt.ClientOptions> = {}
): Effect.Effect<A, E> => {
  const client: Layer.Layer<BitGpt.Services, ConfigError.ConfigError> = layer({
    accessToken: token,
    baseUrl,
    ...options
  })
  return Effect.flatMap(ApiKeys, call).pipe(Effect.provide(Layer.orDie(client)))
}

/** Gets a key from a server by a client of its own. */
export const getFrom = (
  client: TestClient,
  baseUrl: string,
  { id = "api_key_1", ...options }: Partial<BitGpt.ClientOptions> & { readonly id?: string } = {}
) => callTo(client, baseUrl, (apiKeys) => apiKeys.get(id), options)

/** One attempt to get a key that has to fail, and its error. */
export const failureFrom = (...args: Parameters<typeof getFrom>) =>
  getFrom(...args).pipe(Effect.provide(RetryPolicy.none), Effect.flip)
