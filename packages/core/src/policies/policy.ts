import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { type Check, checked, optional, orDie, toDuration, toNumber, variable } from "./setting.js"

/** One field of a policy: what it takes, what it is without a policy, and where it is read from. */
export interface Field<in In, out A> {
  readonly default: A
  readonly check: Check<In, A>
  readonly config: Config.Config<A | undefined>
}

const fromVariable = <In, A>(
  name: string,
  defaultValue: A,
  check: Check<In, A>,
  parse: (text: string) => Either.Either<A, string>
): Field<In, A> => ({
  default: defaultValue,
  check,
  config: optional(variable(name, parse))
})

/** A duration, also read from a variable. */
export const duration = (
  name: string,
  defaultValue: Duration.DurationInput
): Field<Duration.DurationInput, Duration.Duration> =>
  fromVariable(name, Duration.decode(defaultValue), toDuration, toDuration)

/** A number that is at least `min`, also read from a variable. */
export const number = (name: string, defaultValue: number, min: number): Field<number, number> => {
  const check: Check<number, number> = (value) =>
    value >= min ? Either.right(value) : Either.left(`must be a number, at least ${min}`)
  return fromVariable(name, defaultValue, check, (text) => Either.flatMap(toNumber(text), check))
}

/** A value of any type, which no variable can hold. */
export const value = <A>(defaultValue: A): Field<A, A> => ({
  default: defaultValue,
  check: Either.right,
  config: Config.succeed(undefined)
})

type Fields = Readonly<Record<string, Field<never, unknown>>>

type In<F> = F extends Field<infer I, unknown> ? I : never

type Out<F> = F extends Field<never, infer A> ? A : never

/** Options of `layer`: what is left out keeps the value that it has without this layer. */
export type Options<F> = { readonly [K in keyof F]?: In<F[K]> | undefined }

/** Options of `layerConfig`: where each field is read from, if not from its variable. */
export type ConfigOptions<F> = { readonly [K in keyof F]?: Config.Config<In<F[K]>> | undefined }

/** What a policy sets. */
export type Values<F> = { readonly [K in keyof F]?: Out<F[K]> }

/** What is in force: a value for every field. */
export type Resolved<F> = { readonly [K in keyof F]: Out<F[K]> }

const withoutUndefined = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

/** What is made of the table of a policy's fields. */
export interface Policy<F> {
  /** The values in force, from those of several policies: a later one wins, field by field. */
  readonly resolve: (...values: ReadonlyArray<Values<F>>) => Resolved<F>
  readonly layer: <Self>(
    tag: Context.Reference<Self, Values<F>>,
    options?: Options<F>
  ) => Layer.Layer<Self>
  readonly layerConfig: <Self>(
    tag: Context.Reference<Self, Values<F>>,
    options?: ConfigOptions<F>
  ) => Layer.Layer<Self, ConfigError.ConfigError>
}

/** Makes a policy's layers from the table of its fields. */
export const makePolicy = <F extends Fields>(fields: F): Policy<F> => {
  // Each field is given what its own option holds.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  const table = fields as unknown as Readonly<Record<string, Field<unknown, unknown>>>
  const defaults = Object.fromEntries(
    Object.entries(table).map(([name, field]) => [name, field.default])
  )

  /** Sets the given values, over those that are in force where the layer is built. */
  const setting = <Self, E>(
    tag: Context.Reference<Self, Values<F>>,
    given: Effect.Effect<Readonly<Record<string, unknown>>, E>
  ): Layer.Layer<Self, E> =>
    Layer.effect(
      tag,
      Effect.zipWith(tag, given, (current, given) => ({ ...current, ...withoutUndefined(given) }))
    )

  return {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the values are those of the table's fields
    resolve: (...values) => Object.assign({}, defaults, ...values) as Resolved<F>,

    layer: (tag, options = {}) =>
      setting(
        tag,
        Effect.all(
          Object.fromEntries(
            Object.entries(withoutUndefined(options)).map(([name, option]) => [
              name,
              orDie(name, table[name]?.check(option) ?? Either.left("is unknown"))
            ])
          )
        )
      ),

    layerConfig: (tag, options = {}) => {
      const own: Readonly<Record<string, Config.Config<unknown> | undefined>> = options
      return setting(
        tag,
        Effect.all(
          Object.fromEntries(
            Object.entries(table).map(([name, field]) => {
              const config = own[name]
              return [
                name,
                config === undefined ? field.config : checked(name, config, field.check)
              ]
            })
          )
        )
      )
    }
  }
}
