import * as Schema from "effect/Schema"

/** A whole number in an input, of at least so much. */
export const wholeNumberFrom = (least: number): Schema.Schema<number> =>
  Schema.Number.annotations({ message: () => "must be a number" }).pipe(
    Schema.filter(
      (value) =>
        (Number.isSafeInteger(value) && value >= least) ||
        `must be a whole number of at least ${least}`,
      {
        jsonSchema: { type: "integer", minimum: least },
        arbitrary: () => (fc) => fc.integer({ min: least })
      }
    )
  )
