import type * as ConfigError from "effect/ConfigError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type * as BitGpt from "../BitGpt.js"
import type { BitGptClient } from "../internal/resource/resource.js"
import { services } from "../resources.js"
import {
  type ClientConfig,
  clientLayer,
  type ClientOptions,
  fromConfig,
  fromOptions,
  type Settings
} from "../internal/resource/clientLayer.js"
import { Agent, type Dispatcher } from "./package.js"
import * as Undici from "./undici.js"

/** How a client connects. */
export interface ConnectionOptions {
  /**
   * What sends the requests: a proxy, a mock, or an `Agent` of the application's own, which closes it.
   * Default: an `Agent` that belongs to the layer and has the options below.
   */
  readonly dispatcher?: Dispatcher | undefined
  /** The most connections to one host. Default: as many as are needed. */
  readonly connections?: number | undefined
  /** How long an idle connection is kept. Default: 4 seconds, undici's own. */
  readonly keepAliveTimeout?: Duration.DurationInput | undefined
  /** How long to connect may take. Default: 10 seconds, undici's own. */
  readonly connectTimeout?: Duration.DurationInput | undefined
  /** Whether HTTP/2 is spoken where the server offers it. Default: false. */
  readonly allowH2?: boolean | undefined
}

/** An agent that lives as long as the layer. When that ends, it lets the calls in flight end first. */
const makeAgent = (
  options: ConnectionOptions,
  calls: Undici.CallsUnderWay
): Effect.Effect<Dispatcher, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const { allowH2 = false, connections, connectTimeout, keepAliveTimeout } = options
      return new Agent({
        allowH2,
        ...(connections === undefined ? {} : { connections }),
        ...(keepAliveTimeout === undefined
          ? {}
          : { keepAliveTimeout: Duration.toMillis(keepAliveTimeout) }),
        ...(connectTimeout === undefined
          ? {}
          : { connect: { timeout: Duration.toMillis(connectTimeout) } })
      })
    }),
    (agent) =>
      Effect.promise(() => {
        // No new calls from here on. By itself it would also wait for the connection of a call that is over.
        void agent.close()
        return calls.idle().then(() => agent.destroy())
      })
  )

const over = <R, E, R2>(
  settings: Effect.Effect<Settings<R>, E, R2>,
  connection: ConnectionOptions
) =>
  clientLayer(settings, (options) => {
    const calls = new Undici.CallsUnderWay()
    return Effect.map(
      connection.dispatcher === undefined
        ? makeAgent(connection, calls)
        : Effect.succeed(connection.dispatcher),
      (dispatcher) => Undici.make(dispatcher, calls, options)
    )
  })

/**
 * All services over undici's dispatcher, with settings given as values: those of `BitGpt.layer`, and how
 * to connect. `FetchHttpClient` has no part in it. The layer's own agent is closed when the layer ends,
 * after the calls in flight.
 *
 * Fails with `ConfigError` when the settings can't work; its text never shows the token.
 *
 * @example
 * ```ts
 * import { BitGptNode } from "effect-bitgpt/node"
 * import { Config } from "effect"
 *
 * const Client = BitGptNode.layer({
 *   accessToken: Config.redacted("PAYMENTS_TOKEN"),
 *   connections: 20
 * })
 * ```
 */
export const layer = <R = never>(
  options: ClientOptions<R> & ConnectionOptions
): Layer.Layer<BitGpt.Services, ConfigError.ConfigError, R> =>
  Layer.provideMerge(services, layerClient(options))

/**
 * All services over undici's dispatcher, with settings from configuration: those of
 * `BitGpt.layerConfig`, and how to connect.
 *
 * Fails with `ConfigError` when a setting is missing or can't work; its text never shows the token.
 *
 * @example
 * ```ts
 * import { BitGptNode } from "effect-bitgpt/node"
 *
 * const Client = BitGptNode.layerConfig({ keepAliveTimeout: "30 seconds" })
 * ```
 */
export const layerConfig = (
  config: ClientConfig & ConnectionOptions = {}
): Layer.Layer<BitGpt.Services, ConfigError.ConfigError> =>
  Layer.provideMerge(services, layerClientConfig(config))

/**
 * The client of {@link layer} without the services, for an application that composes only those that it
 * needs.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { BitGptNode } from "effect-bitgpt/node"
 * import { Layer, Redacted } from "effect"
 *
 * const OnlyApiKeys = ApiKeys.layer.pipe(
 *   Layer.provide(BitGptNode.layerClient({ accessToken: Redacted.make("token") }))
 * )
 * ```
 */
export const layerClient = <R = never>(
  options: ClientOptions<R> & ConnectionOptions
): Layer.Layer<BitGptClient, ConfigError.ConfigError, R> => over(fromOptions(options), options)

/**
 * The client of {@link layerConfig} without the services.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { BitGptNode } from "effect-bitgpt/node"
 * import { Layer } from "effect"
 *
 * const OnlyApiKeys = ApiKeys.layer.pipe(Layer.provide(BitGptNode.layerClientConfig()))
 * ```
 */
export const layerClientConfig = (
  config: ClientConfig & ConnectionOptions = {}
): Layer.Layer<BitGptClient, ConfigError.ConfigError> => over(fromConfig(config), config)
