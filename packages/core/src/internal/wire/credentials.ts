import * as Cause from "effect/Cause"
import * as ConfigError from "effect/ConfigError"
import type * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"
import { makeScrub, type Scrub } from "../failure/scrub.js"

/** What a request needs of the token: its header, and the means to keep it out of sight. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>
  readonly scrub: Scrub
}

/** Checks a token. The text of a problem is safe to show. */
export const parseToken = (
  token: Redacted.Redacted,
  headers: Readonly<Record<string, string>>
): Either.Either<Credentials, string> => {
  const value = Redacted.value(token)
  if (value === "") return Either.left("The access token is empty")
  if (/\s/.test(value)) {
    return Either.left(
      "The access token contains white space or a line break. Give the token alone, without " +
        '"Bearer " before it'
    )
  }
  // RFC 6750 section 2.1 allows fewer characters still.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return Either.left("The access token contains characters that no header can carry")
  }
  return Either.right({
    headers: { ...headers, authorization: `Bearer ${value}` },
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

/**
 * How an application's token effect ended. Of a failure only the name is kept, and which setting is
 * missing or wrong: the rest may hold secrets. An interruption of the effect's own, which some caches
 * repeat for ever, is a failure too, as the call itself was not interrupted. A defect stays a defect;
 * what it holds may be a token, so only its name is kept as well.
 */
export const readTokenExit = (
  exit: Exit.Exit<Redacted.Redacted, unknown>,
  headers: Readonly<Record<string, string>>
): Effect.Effect<Credentials, string> => {
  if (exit._tag === "Success") return parseToken(exit.value, headers)
  const failure = Cause.failureOption(exit.cause)
  if (Option.isSome(failure)) {
    return Effect.fail(`The accessToken effect failed (${nameOf(failure.value)})`)
  }
  const defect = Cause.dieOption(exit.cause)
  return Option.isSome(defect)
    ? Effect.dieMessage(`The accessToken effect died (${nameOf(defect.value)})`)
    : Effect.fail("The accessToken effect was interrupted, though the call was not")
}

/**
 * Gives an application's effect the services and the configuration that its client's layer was given. Only what that layer was
 * not given comes from the caller, such as a reference that is set for each request. The layer's span
 * and scope stay its own.
 */
export const inContextOf =
  <R>(built: Context.Context<R>, provider: ConfigProvider.ConfigProvider | undefined) =>
  <A, E>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E> => {
    const own: ReadonlySet<string> = new Set([Tracer.ParentSpan.key, Scope.Scope.key])
    const lent = Context.unsafeMake<R>(
      new Map(Array.from(built.unsafeMap).filter(([key]) => !own.has(key)))
    )
    const inContext = Effect.mapInputContext(effect, (caller: Context.Context<never>) =>
      Context.merge(caller, lent)
    )
    return provider === undefined ? inContext : Effect.withConfigProvider(inContext, provider)
  }
