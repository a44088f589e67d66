/**
 * The connection to BitGPT over the platform's `fetch`, without any service of a resource.
 * `BitGptHttpClient` has the one over the application's own `HttpClient`.
 *
 * @module
 */
import type * as ConfigError from "effect/ConfigError"
import type * as Layer from "effect/Layer"
import {
  type ClientConfig,
  clientLayer,
  type ClientOptions,
  fromConfig,
  fromOptions
} from "./internal/resource/clientLayer.js"
import { BitGptClient } from "./internal/resource/resource.js"
import * as Fetch from "./internal/wire/fetch.js"

export {
  type ClientConfig,
  type ClientOptions,
  defaultBaseUrl
} from "./internal/resource/clientLayer.js"
export { BitGptClient }

/**
 * A client over the platform's `fetch`: see `BitGpt.layer`, which also gives every service.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGptClient } from "effect-bitgpt"
 * import { Layer, Redacted } from "effect"
 *
 * // Bundles the schemas of no other service.
 * const OnlyApiKeys = ApiKeys.layer.pipe(
 *   Layer.provide(BitGptClient.layer({ accessToken: Redacted.make("token") }))
 * )
 * ```
 */
export const layer = <R = never>(
  options: ClientOptions<R>
): Layer.Layer<BitGptClient, ConfigError.ConfigError, R> =>
  clientLayer(fromOptions(options), Fetch.make)

/**
 * A client over the platform's `fetch`, with settings from configuration: see `BitGpt.layerConfig`.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGptClient } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const OnlyApiKeys = ApiKeys.layer.pipe(Layer.provide(BitGptClient.layerConfig()))
 * ```
 */
export const layerConfig = (
  config?: ClientConfig
): Layer.Layer<BitGptClient, ConfigError.ConfigError> => clientLayer(fromConfig(config), Fetch.make)
