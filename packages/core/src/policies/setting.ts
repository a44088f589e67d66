import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { pathForMapOrFail } from "../internal/effect3/configPath.js"

/** Reads what a person wrote into a variable. A failure is what is wrong with it. */
export type Parse<A> = (text: string) => Either.Either<A, string>

/** A check of a value. A failure is what is wrong with it. */
export type Check<In, A> = (value: In) => Either.Either<A, string>

/**
 * A setting from a variable of this name. An empty variable counts as one that is not set, as compose
 * files and shells write them. The path of a problem is that of the variable, wherever its provider has
 * it.
 */
export const variable = <A>(name: string, parse: Parse<A>): Config.Config<A> =>
  checked(
    Config.mapOrFail(Config.string(name), (text) =>
      text.trim() === ""
        ? Either.left(ConfigError.MissingData([], `Expected ${name} to have a value`))
        : Either.right(text.trim())
    ),
    parse
  )

/** A setting with a check of its own: the problem is reported where the setting is. */
export const checked = <In, A>(config: Config.Config<In>, check: Check<In, A>): Config.Config<A> =>
  Config.mapOrFail(config, (value) =>
    Either.mapLeft(check(value), (problem) =>
      ConfigError.InvalidData([...pathForMapOrFail(config)], problem)
    )
  )

/** A setting that may be left out. */
export const optional = <A>(config: Config.Config<A>): Config.Config<A | undefined> =>
  Config.withDefault(config, undefined)

const shortDuration = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

const isUnit = (unit: string | undefined): unit is keyof typeof units =>
  unit !== undefined && unit in units

const decodeDuration = (input: unknown): Option.Option<Duration.Duration> => {
  if (input === "infinity") return Option.some(Duration.infinity)
  const [, amount, unit] = typeof input === "string" ? (shortDuration.exec(input) ?? []) : []
  return isUnit(unit)
    ? Option.some(Duration.millis(Number(amount) * units[unit]))
    : Duration.decodeUnknown(input)
}

/** Reads a duration in any form in which people and programs write one. */
export const toDuration = (input: unknown): Either.Either<Duration.Duration, string> =>
  Either.fromOption(
    decodeDuration(input),
    () => 'must be a duration such as "10 seconds", "500ms" or "infinity"'
  )

/** Reads a number. */
export const toNumber = (text: string): Either.Either<number, string> =>
  text !== "" && !Number.isNaN(Number(text))
    ? Either.right(Number(text))
    : Either.left("must be a number")

/** Reads a flag. */
export const toBoolean = (text: string): Either.Either<boolean, string> =>
  /^(?:true|yes|on|1)$/i.test(text)
    ? Either.right(true)
    : /^(?:false|no|off|0)$/i.test(text)
      ? Either.right(false)
      : Either.left("must be true or false")

/** What a check says of a value in code: a mistake of the program. */
export const orDie = <A>(name: string, result: Either.Either<A, string>): Effect.Effect<A> =>
  Either.match(result, {
    onLeft: (problem) => Effect.die(new RangeError(`${name} ${problem}`)),
    onRight: Effect.succeed
  })
