import * as Url from "@effect/platform/Url"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import { makeScrub, type Scrub } from "./scrub.js"

/** The names under which a caller knows the settings, for errors that he can act on. */
export interface SettingNames {
  readonly accessToken: string
  readonly baseUrl: string
  readonly maxResponseBytes: string
}

/** Where requests go. */
export interface Server {
  /** Absolute, without a trailing slash. */
  readonly baseUrl: string
  readonly address: string
  readonly port: number
}

const invalid = (name: string, problem: string) =>
  Either.left(ConfigError.InvalidData([name], problem))

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname)

/** Checks a base URL. No problem's text repeats it: it may hold credentials, or be a token. */
export const parseServer = (
  baseUrl: string,
  allowInsecureHttp: boolean,
  name: string
): Either.Either<Server, ConfigError.ConfigError> => {
  const parsed = Url.fromString(baseUrl)
  if (Either.isLeft(parsed)) {
    return invalid(name, "The base URL must be absolute, for example https://api.bitgpt.xyz")
  }
  const url = parsed.right
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return invalid(name, "The base URL must begin with https://")
  }
  if (url.username !== "" || url.password !== "") {
    return invalid(name, "The base URL must not hold a user name or a password")
  }
  if (/[?#]/.test(baseUrl)) {
    return invalid(name, "The base URL must not have a query or a fragment")
  }
  if (url.protocol === "http:" && !allowInsecureHttp && !isLoopback(url.hostname)) {
    return invalid(
      name,
      "The base URL must begin with https://: over http:// anyone on the way can read the access " +
        "token. Set allowInsecureHttp to use it all the same"
    )
  }
  return Either.right({
    baseUrl: url.origin + url.pathname.replace(/\/+$/, ""),
    address: url.hostname,
    port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port)
  })
}

/** Checks the size limit of bodies. */
export const parseMaxResponseBytes = (
  value: number,
  name: string
): Either.Either<number, ConfigError.ConfigError> =>
  Number.isSafeInteger(value) && value > 0
    ? Either.right(value)
    : invalid(name, "The limit must be a whole number of bytes, at least 1")

/** What a request needs of the token: its headers, and the means to keep it out of sight. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>
  readonly scrub: Scrub
}

/** Why there is no token that can be sent. Its text is safe to show. */
export class TokenProblem extends Data.TaggedError("TokenProblem")<{
  readonly problem: string
}> {}

const parseToken = (token: Redacted.Redacted): Either.Either<Credentials, TokenProblem> => {
  const value = Redacted.value(token)
  if (value === "") return Either.left(new TokenProblem({ problem: "The access token is empty" }))
  if (/\s/.test(value)) {
    return Either.left(
      new TokenProblem({
        problem:
          "The access token contains white space or a line break. Give the token alone, without " +
          '"Bearer " before it'
      })
    )
  }
  // RFC 6750 section 2.1 allows fewer characters still.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return Either.left(
      new TokenProblem({ problem: "The access token contains characters that no header can carry" })
    )
  }
  return Either.right({
    headers: { accept: "application/json", authorization: `Bearer ${value}` },
    scrub: makeScrub(value)
  })
}

const settingsOf = (error: ConfigError.ConfigError): ReadonlyArray<string> =>
  error._op === "And" || error._op === "Or"
    ? [...settingsOf(error.left), ...settingsOf(error.right)]
    : error.path.length === 0
      ? []
      : [error.path.join(".")]

const nameOf = (error: unknown): string => {
  if (ConfigError.isConfigError(error)) return ["ConfigError", ...settingsOf(error)].join(" ")
  if (Predicate.hasProperty(error, "_tag") && Predicate.isString(error._tag)) return error._tag
  return error instanceof Error ? error.name : typeof error
}

/** The credentials for an attempt: known, or to be asked for. */
export type CredentialsSource = Credentials | Effect.Effect<Credentials, TokenProblem>

/**
 * The credentials for attempts. A token is checked now and turned into headers once; an effect is run
 * for each attempt, in the context given. Of its failure only the name is kept, and which setting is
 * missing or wrong: the rest may hold secrets.
 */
export const parseAccessToken = <R>(
  accessToken: Redacted.Redacted | Effect.Effect<Redacted.Redacted, unknown, R>,
  context: Context.Context<R>,
  name: string
): Either.Either<CredentialsSource, ConfigError.ConfigError> => {
  if (Effect.isEffect(accessToken)) {
    return Either.right(
      accessToken.pipe(
        Effect.mapError(
          (error) =>
            new TokenProblem({ problem: `The access token could not be had (${nameOf(error)})` })
        ),
        Effect.flatMap(parseToken),
        Effect.mapInputContext((call: Context.Context<never>) => Context.merge(context, call))
      )
    )
  }
  return Either.mapLeft(parseToken(accessToken), ({ problem }) =>
    ConfigError.InvalidData([name], problem)
  )
}
