import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"

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
  Config.nested(
    Config.primitive("a value", (text) =>
      text.trim() === ""
        ? Either.left(ConfigError.MissingData([], `Expected ${name} to have a value`))
        : Either.mapLeft(parse(text), (problem) => ConfigError.InvalidData([], problem))
    ),
    name
  )

const isEmptyText = ([first, ...others]: ReadonlyArray<unknown>): boolean =>
  first === "" && others.length === 0

/**
 * Reads a setting and checks it. An empty variable is one that is not set. A problem is reported at the path that was read: a `Config` of the
 * application's own can't be asked for its path. One that reads nothing has the setting's name.
 */
export const checked = <In, A>(
  name: string,
  config: Config.Config<In>,
  check: Check<In, A>
): Effect.Effect<A, ConfigError.ConfigError> =>
  Effect.configProviderWith(({ flattened }) => {
    let read: ReadonlyArray<string> = [name]
    const recording = ConfigProvider.fromFlat({
      ...flattened,
      load: (path, ...others) => {
        read = path
        return Effect.filterOrFail(
          flattened.load(path, ...others),
          (values) => !isEmptyText(values),
          () => ConfigError.MissingData([...path], "The variable is empty")
        )
      }
    })
    return Effect.flatMap(recording.load(config), (value) =>
      Either.mapLeft(check(value), (problem) => ConfigError.InvalidData([...read], problem))
    )
  })

/** A setting that may be left out. */
export const optional = <A>(config: Config.Config<A>): Config.Config<A | undefined> =>
  Config.withDefault(config, undefined)

const shortDuration = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

const decodeDuration = (given: unknown): Option.Option<Duration.Duration> => {
  const input = typeof given === "string" ? given.trim() : given
  if (input === "infinity") return Option.some(Duration.infinity)
  const [, amount, unit = ""] = typeof input === "string" ? (shortDuration.exec(input) ?? []) : []
  const millis = units[unit]
  return millis === undefined
    ? Duration.decodeUnknown(input)
    : Option.some(Duration.millis(Number(amount) * millis))
}

/** Effect makes a duration of 0 of what is negative or not a number. */
const isSpan = (input: unknown): boolean => {
  if (Array.isArray(input)) return input.every(isSpan)
  if (typeof input === "number") return input >= 0
  return !String(input).trim().startsWith("-")
}

/** What durations a setting takes, besides those from 0 to infinity. */
export interface DurationRange {
  readonly isPositive?: boolean
  readonly isFinite?: boolean
}

/** Reads a duration in any form in which people and programs write one. */
export const durationIn =
  ({ isFinite = false, isPositive = false }: DurationRange = {}) =>
  (input: unknown): Either.Either<Duration.Duration, string> =>
    decodeDuration(input).pipe(
      Option.filter(
        (duration) =>
          isSpan(input) &&
          (!isPositive || Duration.toMillis(duration) > 0) &&
          (!isFinite || Duration.isFinite(duration))
      ),
      Either.fromOption(
        () =>
          `must be a ${isFinite ? "finite " : ""}duration ${isPositive ? "longer than 0" : "of 0 or more"}, ` +
          `such as "10 seconds"${isFinite ? "" : ","} ${isFinite ? "or " : ""}"500ms"${isFinite ? "" : ' or "infinity"'}`
      )
    )

/** Reads a number. */
export const toNumber = (text: string): Either.Either<number, string> =>
  Number.isNaN(Number(text)) ? Either.left("must be a number") : Either.right(Number(text))

/** What a check says of a value in code: a mistake of the program. */
export const orDie = <A>(name: string, result: Either.Either<A, string>): Effect.Effect<A> =>
  Either.match(result, {
    onLeft: (problem) => Effect.die(new RangeError(`${name} ${problem}`)),
    onRight: Effect.succeed
  })
