import * as FetchHttpClient from "@effect/platform/FetchHttpClient"

// Loaded on demand: the mere import of undici replaces what `fetch` of Node sends its requests with.
const node = () => import("@effect/platform-node/NodeHttpClient")

/** The HTTP clients of Effect's platform that contenders run over. */
export const httpLayers = {
  fetch: () => Promise.resolve(FetchHttpClient.layer),
  undici: async () => (await node()).layerUndici,
  "node:http": async () => (await node()).layer
} as const

export type HttpLayerName = keyof typeof httpLayers
