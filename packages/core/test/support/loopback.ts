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

/** Anything that makes a client which sends over a socket. */
export interface SocketClient {
  readonly name: string
  readonly layer: (
    options: BitGpt.ClientOptions
  ) => Layer.Layer<BitGpt.Services, ConfigError.ConfigError>
}

export const token = Redacted.make("token-of-the-tests")

/** All services by one client of a server, which waits next to nothing between attempts. */
export const over = (
  { layer }: SocketClient,
  { baseUrl }: { readonly baseUrl: string },
  options: Partial<BitGpt.ClientOptions> = {}
): (<A, E, R>(
  effect: Effect.Effect<A, E, R>
) => Effect.Effect<A, E, Exclude<R, BitGpt.Services>>) =>
  Effect.provide(
    layer({ accessToken: token, baseUrl, ...options }).pipe(
      Layer.orDie,
      Layer.provide(RetryPolicy.layer({ baseDelay: "1 millis", maxDelay: "2 millis" }))
    )
  )

export type ApiKeysService = Context.Tag.Service<typeof ApiKeys>

/** A call on API keys to a server by a client of its own. */
export const callTo = <A, E>(
  client: SocketClient,
  baseUrl: string,
  call: (apiKeys: ApiKeysService) => Effect.Effect<A, E>,
  options?: Partial<BitGpt.ClientOptions>
): Effect.Effect<A, E> => Effect.flatMap(ApiKeys, call).pipe(over(client, { baseUrl }, options))

/** Gets a key from a server by a client of its own. */
export const getFrom = (
  client: SocketClient,
  baseUrl: string,
  { id = "api_key_1", ...options }: Partial<BitGpt.ClientOptions> & { readonly id?: string } = {}
) => callTo(client, baseUrl, (apiKeys) => apiKeys.get(id), options)

/** One attempt to get a key that has to fail, and its error. */
export const failureFrom = (...args: Parameters<typeof getFrom>) =>
  getFrom(...args).pipe(Effect.provide(RetryPolicy.none), Effect.flip)
