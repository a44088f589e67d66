/**
 * The layers that connect an application to BitGPT.
 *
 * - `layer`: settings given as values
 * - `layerConfig`: settings read from configuration
 * - `layerNoDeps`: settings given as values, over an `HttpClient` that the application brings
 * - `layerConfigNoDeps`: settings read from configuration, over such an `HttpClient`
 *
 * @module
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Client from "./internal/client.js"
import * as FetchTransport from "./internal/fetchTransport.js"
import * as HttpClientTransport from "./internal/httpClientTransport.js"
import { optional } from "./internal/optionalConfig.js"
import { makeResources, type Resources } from "./internal/resources.js"
import * as Settings from "./internal/settings.js"
import type { Transport, TransportOptions } from "./internal/transport.js"

/**
 * BitGPT's only documented base URL. Sandboxes and proxies need their own.
 *
 * @example
 * ```ts
 * import { BitGpt } from "effect-bitgpt"
 * import { Config } from "effect"
 *
 * const Client = BitGpt.layerConfig({
 *   baseUrl: Config.withDefault(Config.string("GATEWAY_URL"), BitGpt.defaultBaseUrl)
 * })
 * ```
 */
export const defaultBaseUrl = "https://api.bitgpt.xyz"

/** Settings of a client. */
export interface ClientOptions<R = never> {
  /**
   * An access token or an API key's secret, sent as `Authorization: Bearer`. An effect is asked for
   * one at each attempt, so that the token can rotate; where it fails, the call fails with
   * `AuthenticationError`.
   */
  readonly accessToken: Redacted.Redacted | Effect.Effect<Redacted.Redacted, unknown, R>
  /**
   * Absolute URL; a path in it is kept. `https:`, or `http:` to this machine. Default:
   * {@link defaultBaseUrl}.
   */
  readonly baseUrl?: string | undefined
  /** Whether the token may go over plain `http:` to another machine. Default: false. */
  readonly allowInsecureHttp?: boolean | undefined
  /** The most bytes of a response body that are read. Default: 10 MiB. */
  readonly maxResponseBytes?: number | undefined
  /**
   * Whether requests carry the current trace as a `traceparent` header. Default: true.
   * `HttpClient.withTracerPropagation(false)` on the application's own client does the same as false.
   */
  readonly tracePropagation?: boolean | undefined
}

/** Where {@link layerConfig} and {@link layerConfigNoDeps} read their settings. */
export interface ClientConfig {
  /** Default: `BITGPT_ACCESS_TOKEN`. */
  readonly accessToken?: Config.Config<Redacted.Redacted> | undefined
  /** Default: `BITGPT_BASE_URL`, and {@link defaultBaseUrl} where that is not set. */
  readonly baseUrl?: Config.Config<string> | undefined
  /** See {@link ClientOptions}. Default: false. */
  readonly allowInsecureHttp?: Config.Config<boolean> | undefined
  /** See {@link ClientOptions}. Default: 10 MiB. */
  readonly maxResponseBytes?: Config.Config<number> | undefined
  /** See {@link ClientOptions}. Default: true. */
  readonly tracePropagation?: Config.Config<boolean> | undefined
}

const build = <R, H>(
  options: ClientOptions<R>,
  names: Settings.SettingNames,
  makeTransport: (options: TransportOptions) => Effect.Effect<Transport, never, H>
) =>
  Effect.gen(function* () {
    const context = yield* Effect.context<R>()
    const server = yield* Settings.parseServer(
      options.baseUrl ?? defaultBaseUrl,
      options.allowInsecureHttp ?? false,
      names.baseUrl
    )
    const credentials = yield* Settings.parseAccessToken(
      options.accessToken,
      context,
      names.accessToken
    )
    const maxResponseBytes = yield* Settings.parseMaxResponseBytes(
      options.maxResponseBytes ?? 10 * 1024 * 1024,
      names.maxResponseBytes
    )
    const client = Client.make({
      server,
      credentials,
      transport: yield* makeTransport({
        maxResponseBytes,
        tracePropagation: options.tracePropagation ?? true
      }),
      context
    })
    return makeResources(client)
  })

const optionNames: Settings.SettingNames = {
  accessToken: "accessToken",
  baseUrl: "baseUrl",
  maxResponseBytes: "maxResponseBytes"
}

/**
 * A client over the `HttpClient` that the application provides: undici, `node:http`, one with its
 * own proxy or TLS settings, or a scripted one in tests.
 *
 * Redirects are not followed, and the platform's own spans, which hold ids and headers, are off. Three
 * things to know about the client that you bring:
 *
 * - `HttpClient.followRedirects` on it is stronger, and takes the token along wherever it is led.
 * - `HttpClient.withTracerDisabledWhen` on it is stronger, and can switch those spans on again.
 * - A `FetchHttpClient.RequestInit` has to be given to this layer or to the program. One that only
 *   `FetchHttpClient.layer` knows is replaced, because `redirect: "manual"` has to be in it.
 *
 * Fails with `ConfigError` when the settings can't work; its text never shows the token.
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
  options: ClientOptions<R>
): Layer.Layer<Resources, ConfigError.ConfigError, HttpClient.HttpClient | R> =>
  Layer.effectContext(build(options, optionNames, HttpClientTransport.make))

/**
 * A client over the platform's `fetch`, for every runtime that has it. It calls `fetch` without the
 * platform's `HttpClient` in between, which takes about as much time as the request itself.
 * `FetchHttpClient.Fetch` and `FetchHttpClient.RequestInit` in the context are taken all the same.
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
  options: ClientOptions<R>
): Layer.Layer<Resources, ConfigError.ConfigError, R> =>
  Layer.effectContext(build(options, optionNames, FetchTransport.make))

const configNames = (config: ClientConfig): Settings.SettingNames => ({
  ...optionNames,
  ...(config.accessToken === undefined ? { accessToken: "BITGPT_ACCESS_TOKEN" } : {}),
  ...(config.baseUrl === undefined ? { baseUrl: "BITGPT_BASE_URL" } : {})
})

const fromConfig = <H>(
  config: ClientConfig,
  makeTransport: (options: TransportOptions) => Effect.Effect<Transport, never, H>
) =>
  Effect.flatMap(
    Config.all({
      accessToken: config.accessToken ?? Config.redacted("BITGPT_ACCESS_TOKEN"),
      baseUrl: config.baseUrl ?? optional(Config.string("BITGPT_BASE_URL")),
      allowInsecureHttp: config.allowInsecureHttp ?? Config.succeed(undefined),
      maxResponseBytes: config.maxResponseBytes ?? Config.succeed(undefined),
      tracePropagation: config.tracePropagation ?? Config.succeed(undefined)
    }),
    (options) => build<never, H>(options, configNames(config), makeTransport)
  )

/**
 * A client over the platform's `fetch`, with its settings from the current `ConfigProvider`:
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
  config: ClientConfig = {}
): Layer.Layer<Resources, ConfigError.ConfigError> =>
  Layer.effectContext(fromConfig(config, FetchTransport.make))

/**
 * {@link layerConfig} over the `HttpClient` that the application provides. What there is to know about
 * that client is told at {@link layerNoDeps}.
 *
 * Fails with `ConfigError` when a setting is missing or can't work; its text never shows the token.
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
  config: ClientConfig = {}
): Layer.Layer<Resources, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.effectContext(fromConfig(config, HttpClientTransport.make))
