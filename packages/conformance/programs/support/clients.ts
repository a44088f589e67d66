// The library over each HTTP client, as applications have it.
import { NodeHttpClient } from "@effect/platform-node"
import { BitGpt } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Layer, ManagedRuntime } from "effect"

type ClientOptions = BitGpt.ClientOptions

/** The library over each HTTP client. */
export const clients = [
  { name: "fetch", layer: (options: ClientOptions) => BitGpt.layer(options) },
  { name: "BitGptNode", layer: (options: ClientOptions) => BitGptNode.layer(options) },
  {
    name: "undici",
    layer: (options: ClientOptions) =>
      Layer.provide(BitGpt.layerNoDeps(options), NodeHttpClient.layerUndici)
  },
  {
    name: "node:http",
    layer: (options: ClientOptions) =>
      Layer.provide(BitGpt.layerNoDeps(options), NodeHttpClient.layer)
  }
] as const

/** The two that applications take first: the short form of a program has no time for more. */
export const firstClients = clients.slice(0, 2)

/** The library over one of them. */
export type Client = (typeof clients)[number]

/** A client that many calls share, until it is disposed of. */
export const sharedClient = (
  client: Client,
  options: ClientOptions
): ManagedRuntime.ManagedRuntime<BitGpt.Services, never> =>
  ManagedRuntime.make(Layer.orDie(client.layer(options)))
