import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { checked, variable } from "../../policies/setting.js"
import { makeClient } from "../call/client.js"
import { givenConfigProvider } from "../effect3/fiber.js"
import { inContextOf, parseToken } from "../wire/credentials.js"
import {
  parseMaxResponseBytes,
  parseServer,
  parseUserAgent,
  type Server,
  userAgentHeaders
} from "../wire/settings.js"
import type { Transport, TransportOptions } from "../wire/transport.js"
import { BitGptClient } from "./resource.js"

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
   * `AuthenticationError`. Services that the effect needs come from this layer's own context, and from
   * the caller's what that one does not have.
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
   * Whether requests carry the current trace as a `traceparent` header. Default: true. Set it to false
   * beside OpenTelemetry's instrumentation of undici and `fetch`, which adds a `traceparent` to every
   * request: servers ignore both where there are two. `HttpClient.withTracerPropagation(false)` on the
   * application's own client does the same as false.
   */
  readonly tracePropagation?: boolean | undefined
  /**
   * What the application adds to the `User-Agent`, for example `shop/1.4`. Default: nothing. Browsers
   * send their own.
   */
  readonly userAgent?: string | undefined
}

/** Where `layerConfig` and `layerConfigNoDeps` read their settings. An empty variable counts as not set. */
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
  /** See {@link ClientOptions}. Default: nothing. */
  readonly userAgent?: Config.Config<string> | undefined
}

const defaultMaxResponseBytes = 10 * 1024 * 1024

/** Settings, checked. */
export interface Settings<R> {
  readonly accessToken: ClientOptions<R>["accessToken"]
  readonly server: Server
  readonly maxResponseBytes: number
  readonly tracePropagation: boolean
  readonly userAgent: string
}

type MakeTransport<R> = (options: TransportOptions) => Effect.Effect<Transport, never, R>

/** The layer of a client with these settings, over a transport. */
export const clientLayer = <R, H, E, R2>(
  settings: Effect.Effect<Settings<R>, E, R2>,
  makeTransport: MakeTransport<H>
): Layer.Layer<BitGptClient, E | ConfigError.ConfigError, R | Exclude<H | R2, Scope.Scope>> =>
  Layer.scoped(
    BitGptClient,
    Effect.gen(function* () {
      const context = yield* Effect.context<R>()
      const { accessToken, maxResponseBytes, server, tracePropagation, userAgent } = yield* settings
      const headers = { accept: "application/json", ...userAgentHeaders(userAgent) }
      const token = Effect.isEffect(accessToken)
        ? inContextOf(context, yield* givenConfigProvider)(accessToken)
        : yield* inSetting("accessToken", parseToken(accessToken, headers))
      const transport = yield* makeTransport({ maxResponseBytes, tracePropagation })
      return makeClient({ server, token, headers, transport, context })
    })
  )

const inSetting = <A>(
  name: string,
  result: Either.Either<A, string>
): Either.Either<A, ConfigError.ConfigError> =>
  Either.mapLeft(result, (problem) => ConfigError.InvalidData([name], problem))

/** Checks settings that are given as values. */
export const fromOptions = <R>(
  options: ClientOptions<R>
): Effect.Effect<Settings<R>, ConfigError.ConfigError> =>
  Effect.gen(function* () {
    const {
      accessToken,
      allowInsecureHttp = false,
      baseUrl = defaultBaseUrl,
      maxResponseBytes = defaultMaxResponseBytes,
      tracePropagation = true,
      userAgent = ""
    } = options
    return {
      accessToken,
      server: yield* inSetting("baseUrl", parseServer(baseUrl, allowInsecureHttp)),
      maxResponseBytes: yield* inSetting(
        "maxResponseBytes",
        parseMaxResponseBytes(maxResponseBytes)
      ),
      tracePropagation,
      userAgent: yield* inSetting("userAgent", parseUserAgent(userAgent))
    }
  })

const missingToken = (error: ConfigError.ConfigError): ConfigError.ConfigError =>
  error._op === "MissingData"
    ? ConfigError.MissingData(
        [...error.path],
        `The access token is missing: set ${error.path.join("_")} (\`npx effect-bitgpt-emulator\` prints one for development)`
      )
    : error

const checkToken = (token: Redacted.Redacted) => Either.map(parseToken(token, {}), () => token)

/** Reads settings from configuration, and checks each where it is. */
export const fromConfig = (
  config: ClientConfig = {}
): Effect.Effect<Settings<never>, ConfigError.ConfigError> =>
  Effect.gen(function* () {
    const allowInsecureHttp = yield* config.allowInsecureHttp ?? Config.succeed(false)
    return {
      accessToken: yield* Effect.mapError(
        checked(
          "accessToken",
          config.accessToken ??
            Config.map(variable("BITGPT_ACCESS_TOKEN", Either.right<string>), Redacted.make),
          checkToken
        ),
        missingToken
      ),
      server: yield* checked(
        "baseUrl",
        config.baseUrl ??
          Config.withDefault(variable("BITGPT_BASE_URL", Either.right<string>), defaultBaseUrl),
        (baseUrl) => parseServer(baseUrl, allowInsecureHttp)
      ),
      maxResponseBytes: yield* checked(
        "maxResponseBytes",
        config.maxResponseBytes ?? Config.succeed(defaultMaxResponseBytes),
        parseMaxResponseBytes
      ),
      tracePropagation: yield* config.tracePropagation ?? Config.succeed(true),
      userAgent: yield* checked("userAgent", config.userAgent ?? Config.succeed(""), parseUserAgent)
    }
  })
