/**
 * The connection to BitGPT over an `HttpClient` of the application's own, without any service of a
 * resource. Apart from `BitGptClient`, so that programs over `fetch` bundle nothing of it.
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
import type { BitGptClient } from "./internal/resource/resource.js"
import * as OverHttpClient from "./internal/wire/httpClient.js"

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
 * import { ApiKeys, BitGptHttpClient } from "effect-bitgpt"
 * import { Config, Layer } from "effect"
 *
 * const OnlyApiKeys = ApiKeys.layer.pipe(
 *   Layer.provide(BitGptHttpClient.layer({ accessToken: Config.redacted("PAYMENTS_TOKEN") })),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 */
export const layer = <R = never>(
  options: ClientOptions<R>
): Layer.Layer<BitGptClient, ConfigError.ConfigError, HttpClient.HttpClient | R> =>
  clientLayer(fromOptions(options), OverHttpClient.make)

/**
 * {@link layer} with settings from configuration: see `BitGpt.layerConfig`.
 *
 * @example
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { BitGptHttpClient } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Client = BitGptHttpClient.layerConfig().pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 */
export const layerConfig = (
  config?: ClientConfig
): Layer.Layer<BitGptClient, ConfigError.ConfigError, HttpClient.HttpClient> =>
  clientLayer(fromConfig(config), OverHttpClient.make)
