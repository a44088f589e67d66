import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"

const namesIn = (config: unknown): ReadonlyArray<string> => {
  if (Predicate.hasProperty(config, "name") && Predicate.isString(config.name)) {
    return [config.name, ...(Predicate.hasProperty(config, "config") ? namesIn(config.config) : [])]
  }
  if (Predicate.hasProperty(config, "original")) return namesIn(config.original)
  return Predicate.hasProperty(config, "first") ? namesIn(config.first) : []
}

const isNested = (config: unknown): config is { readonly config: unknown } =>
  Predicate.isTagged(config, "Nested") && Predicate.hasProperty(config, "config")

/**
 * The path to report a problem at that a function of `Config.mapOrFail` finds. Effect adds the names that
 * are outermost. Those within a setting that was mapped or redacted before are looked up here.
 */
export const pathForMapOrFail = (config: Config.Config<unknown>): ReadonlyArray<string> => {
  let rest: unknown = config
  while (isNested(rest)) rest = rest.config
  return namesIn(rest)
}

/** Under which names the current provider has all settings, as with `ConfigProvider.nested`. */
const prefixOfProvider = Effect.configProviderWith(({ flattened }) =>
  ConfigProvider.fromFlat({
    ...flattened,
    load: (path) => Effect.fail(ConfigError.MissingData([...path], ""))
  })
    .load(Config.string("setting"))
    .pipe(
      Effect.flip,
      Effect.map((error) => (error._op === "MissingData" ? error.path.slice(0, -1) : [])),
      Effect.orElseSucceed((): ReadonlyArray<string> => [])
    )
)

/** Puts the names of the current provider before a problem's path, where Effect has not. */
export const atPathOfProvider = <A>(
  config: Effect.Effect<A, ConfigError.ConfigError>
): Effect.Effect<A, ConfigError.ConfigError> =>
  Effect.catchAll(config, (error) =>
    Effect.flatMap(prefixOfProvider, (prefix) =>
      Effect.fail(
        "path" in error && !prefix.every((name, index) => error.path[index] === name)
          ? ConfigError.prefixed(error, [...prefix])
          : error
      )
    )
  )
