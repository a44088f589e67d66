import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"

/** The HTTP clients of Effect's platform that contenders run over. */
export const httpLayers = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layer
} as const

export type HttpLayerName = keyof typeof httpLayers
