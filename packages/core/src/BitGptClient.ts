/**
 * The connection to BitGPT, without any service of a resource.
 *
 * @module
 */
import type * as HttpClient from "@effect/platform/HttpClient"
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
import * as OverHttpClient from "./internal/wire/httpClient.js"

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

/**
 * A client over the `HttpClient` that the application provides: undici, `node:http`, one with its own
 * proxy or TLS settings, or a scripted one in tests.
 *
 * Redirects are not followed, and the platform's own spans, which hold ids and headers, are off. Three
 * things to know about the client that you bring:
 *
 * - `HttpClient.followRedirects` on it is stronger, and takes the token along wherever it is led.
 * - `HttpClient.withTracerDisabledWhen` on it is stronger, and can switch those spans on again.
 * - A `FetchHttpClient.RequestInit` has to be given to this layer or to the program. One that only
 *   `FetchHttpClient.layer` knows is replaced, because `redirect: "manual"` has to be in it.
 *
 * @example
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { ApiKeys, BitGptClient } from "effect-bitgpt"
 * import { Config, Layer } from "effect"
 *
 * const OnlyApiKeys = ApiKeys.layer.pipe(
 *   Layer.provide(BitGptClient.layerNoDeps({ accessToken: Config.redacted("PAYMENTS_TOKEN") })),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 */
export const layerNoDeps = <R = never>(
  options: ClientOptions<R>
): Layer.Layer<BitGptClient, ConfigError.ConfigError, HttpClient.HttpClient | R> =>
  clientLayer(fromOptions(options), OverHttpClient.make)

/**
 * {@link layerConfig} over the `HttpClient` that the application provides.
 *
 * @example
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { BitGptClient } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Client = BitGptClient.layerConfigNoDeps().pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 */
export const layerConfigNoDeps = (
  config?: ClientConfig
): Layer.Layer<BitGptClient, ConfigError.ConfigError, HttpClient.HttpClient> =>
  clientLayer(fromConfig(config), OverHttpClient.make)
