/**
 * The layers that connect an application to BitGPT.
 *
 * - `layer`: settings given as values
 * - `layerConfig`: settings read from configuration
 * - `layerNoDeps`: settings given as values, over an `HttpClient` that the application brings
 * - `layerConfigNoDeps`: settings read from configuration, over such an `HttpClient`
 *
 * Each gives every service. For an application that composes only the services that it needs,
 * `BitGptClient` and `BitGptHttpClient` have the same without services.
 *
 * @module
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as ConfigError from "effect/ConfigError"
import * as Layer from "effect/Layer"
import * as BitGptClient from "./BitGptClient.js"
import * as BitGptHttpClient from "./BitGptHttpClient.js"
import { services } from "./resources.js"

export { type ClientConfig, type ClientOptions, defaultBaseUrl } from "./BitGptClient.js"

/** The services of this library, one for each resource of the API, and the client that they share. */
export type Services = Layer.Layer.Success<typeof services> | BitGptClient.BitGptClient

const over = <E, R>(
  client: Layer.Layer<BitGptClient.BitGptClient, E, R>
): Layer.Layer<Services, E, R> =>
  // Built anew for each client: two in one application would share the services of the first one.
  Layer.provideMerge(services, client)

/**
 * All services over the platform's `fetch`, for every runtime that has it. `FetchHttpClient.Fetch` and
 * `FetchHttpClient.RequestInit` in the context are taken.
 *
 * Fails with `ConfigError` when the settings can't work; its text never shows the token.
 *
 * @example
 * ```ts
 * import { BitGpt } from "effect-bitgpt"
 * import { Redacted } from "effect"
 *
 * const Client = BitGpt.layer({
 *   accessToken: Redacted.make("token from your secret store"),
 *   baseUrl: "https://payments-gateway.example/bitgpt"
 * })
 * ```
 */
export const layer = <R = never>(
  options: BitGptClient.ClientOptions<R>
): Layer.Layer<Services, ConfigError.ConfigError, R> => over(BitGptClient.layer(options))

/**
 * All services over the platform's `fetch`, with settings from the current `ConfigProvider`:
 * `BITGPT_ACCESS_TOKEN` and `BITGPT_BASE_URL` from the environment, unless the program has another
 * provider or the caller other `Config`s. They are read once, when the layer is built.
 *
 * Fails with `ConfigError` when a setting is missing or can't work; its text never shows the token.
 *
 * @example
 * ```ts
 * import { BitGpt } from "effect-bitgpt"
 * import { Config } from "effect"
 *
 * const Client = BitGpt.layerConfig()
 * const OwnNames = BitGpt.layerConfig({ accessToken: Config.redacted("PAYMENTS_TOKEN") })
 * ```
 */
export const layerConfig = (
  config?: BitGptClient.ClientConfig
): Layer.Layer<Services, ConfigError.ConfigError> => over(BitGptClient.layerConfig(config))

/**
 * {@link layer} over the `HttpClient` that the application provides: undici, `node:http`, one with its
 * own proxy or TLS settings, or a scripted one in tests. `BitGptHttpClient.layer` tells what there is
 * to know about that client.
 *
 * @example
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { BitGpt } from "effect-bitgpt"
 * import { Config, Layer } from "effect"
 *
 * // A `Config` is an effect: the token is read anew for each attempt.
 * const Client = BitGpt.layerNoDeps({ accessToken: Config.redacted("PAYMENTS_TOKEN") }).pipe(
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 */
export const layerNoDeps = <R = never>(
  options: BitGptClient.ClientOptions<R>
): Layer.Layer<Services, ConfigError.ConfigError, HttpClient.HttpClient | R> =>
  over(BitGptHttpClient.layer(options))

/**
 * {@link layerConfig} over the `HttpClient` that the application provides.
 *
 * @example
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { BitGpt } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Client = BitGpt.layerConfigNoDeps().pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 */
export const layerConfigNoDeps = (
  config?: BitGptClient.ClientConfig
): Layer.Layer<Services, ConfigError.ConfigError, HttpClient.HttpClient> =>
  over(BitGptHttpClient.layerConfig(config))
