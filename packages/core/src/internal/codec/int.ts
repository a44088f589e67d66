import * as Schema from "effect/Schema"

const intFrom = (least: number) =>
  Schema.Number.annotations({ message: () => "must be a number" }).pipe(
    Schema.filter((value) => Number.isSafeInteger(value) && value >= least, {
      message: () => `must be a whole number of ${least} or more`,
      arbitrary: () => (fc) => fc.integer({ min: least })
    })
  )

/** A number of things in an input. */
export const NonNegativeInt = intFrom(0)

/** A number of things in an input, of which there has to be one. */
export const PositiveInt = intFrom(1)
