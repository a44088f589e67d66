import * as Config from "effect/Config"

/** A setting that may be left out. */
export const optional = <A>(config: Config.Config<A>): Config.Config<A | undefined> =>
  Config.withDefault(config, undefined)
