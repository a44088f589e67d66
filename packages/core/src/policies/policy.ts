import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { flow } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import {
  type Check,
  checked,
  durationIn,
  type DurationRange,
  optional,
  orDie,
  type Parse,
  toNumber,
  variable
} from "./setting.js"

/** One field of a policy: what it takes, what it is without a policy, and where it is read from. */
export interface Field<in In, out A> {
  readonly default: A
  readonly check: Check<In, A>
  readonly config: Config.Config<A | undefined>
}

/** A field that is also read from a variable. */
export const fromVariable = <In, A>(
  name: string,
  defaultValue: A,
  check: Check<In, A>,
  parse: Parse<A>
): Field<In, A> => ({
  default: defaultValue,
  check,
  config: optional(variable(name, parse))
})

/** A duration, also read from a variable. */
export const duration = (
  name: string,
  defaultValue: Duration.DurationInput,
  range?: DurationRange
): Field<Duration.DurationInput, Duration.Duration> => {
  const check = durationIn(range)
  return fromVariable(name, Duration.decode(defaultValue), check, check)
}

/** A count of at least `least`, and at most `most`, also read from a variable. */
export const count = <A extends number | undefined = number>(
  name: string,
  defaultValue: A,
  least: number,
  most = Infinity
): Field<number, number | A> => {
  const check = (value: number): Either.Either<number, string> =>
    (Number.isInteger(value) || value === Infinity) && value >= least && value <= most
      ? Either.right(value)
      : Either.left(
          `must be a whole number of at least ${least}${most === Infinity ? ", or Infinity" : ` and at most ${most}`}`
        )
  return fromVariable<number, number | A>(name, defaultValue, check, (text) =>
    Either.flatMap(toNumber(text), check)
  )
}

/** A value of any type, which no variable can hold. */
export const value = <A>(defaultValue: A, check: Check<A, A> = Either.right): Field<A, A> => ({
  default: defaultValue,
  check,
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

/** What is made of the table of a policy's fields. */
export interface Policy<Self, F> {
  /** The values in force, from those of several policies: a later one wins, field by field. */
  readonly resolve: (...values: ReadonlyArray<Values<F>>) => Resolved<F>
  /** Sets what is given. A value that can't work is a defect when the layer is built. */
  readonly layer: (options?: Options<F>) => Layer.Layer<Self>
  /** Sets what is configured. */
  readonly layerConfig: (options?: ConfigOptions<F>) => Layer.Layer<Self, ConfigError.ConfigError>
}

/**
 * Makes a policy from its tag and the table of its fields. `problemWith` says what is wrong with fields that
 * were configured together.
 *
 * Its layers set values over those that are in force where they are built. They are built anew wherever they
 * are provided, because a constant such as `RetryPolicy.none` may be given to clients with other policies.
 */
export const makePolicy = <Self, F extends Fields>(
  tag: () => Context.Reference<Self, Values<F>>,
  fields: F,
  problemWith?: (
    configured: Readonly<Record<string, unknown>>
  ) => ConfigError.ConfigError | undefined
): Policy<Self, F> => {
  // Each field is given what its own option holds.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  const table = fields as unknown as Readonly<Record<string, Field<unknown, unknown>>>
  const defaults = Record.map(table, (field) => field.default)

  const fromOptions = (options: Readonly<Record<string, unknown>> = {}) =>
    Effect.all(
      Record.map(Record.filter(options, Predicate.isNotUndefined), (option, name) =>
        orDie(name, table[name]?.check(option) ?? Either.left("is unknown"))
      )
    )

  const fromConfig = (options: Readonly<Record<string, Config.Config<unknown> | undefined>> = {}) =>
    Effect.map(
      Effect.all(
        Record.map(table, (field, name) => {
          const config = options[name]
          return config === undefined ? field.config : checked(name, config, field.check)
        })
      ),
      Record.filter(Predicate.isNotUndefined)
    ).pipe(
      Effect.flatMap((configured) =>
        Option.match(Option.fromNullable(problemWith?.(configured)), {
          onNone: () => Effect.succeed(configured),
          onSome: Effect.fail
        })
      )
    )

  const layerOf = <E>(values: Effect.Effect<object, E>) =>
    Layer.fresh(
      Layer.suspend(() =>
        Layer.effect(
          tag(),
          Effect.zipWith(tag(), values, (current, given) => ({ ...current, ...given }))
        )
      )
    )

  const resolve = (...values: ReadonlyArray<object>) =>
    values.reduce<object>((known, given) => ({ ...known, ...given }), defaults)

  const policy = {
    resolve,
    layer: flow(fromOptions, layerOf),
    layerConfig: flow(fromConfig, layerOf)
  }
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the values are those of the table's fields
  return policy as unknown as Policy<Self, F>
}
