import { BitGpt } from "effect-bitgpt"
import type * as ConfigError from "effect/ConfigError"
import * as Layer from "effect/Layer"
import { httpLayers } from "../effect/httpLayers.js"

type ClientLayer = Layer.Layer<BitGpt.Services, ConfigError.ConfigError>

/** This library by what it sends its requests with. Loaded on demand: most of them load undici. */
export const layers = {
  BitGptNode: async (options: BitGpt.ClientOptions): Promise<ClientLayer> =>
    (await import("effect-bitgpt/node")).BitGptNode.layer(options),
  fetch: (options: BitGpt.ClientOptions): Promise<ClientLayer> =>
    Promise.resolve(BitGpt.layer(options)),
  undici: async (options: BitGpt.ClientOptions): Promise<ClientLayer> =>
    Layer.provide(BitGpt.layerNoDeps(options), await httpLayers.undici()),
  "node:http": async (options: BitGpt.ClientOptions): Promise<ClientLayer> =>
    Layer.provide(BitGpt.layerNoDeps(options), await httpLayers["node:http"]())
}

export type LayerName = keyof typeof layers
