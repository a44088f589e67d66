import * as Schema from "effect/Schema"
import { parse as parseAmount } from "../values/amount.js"
import { parse as parseTime } from "../values/time.js"

/** A time in one of the forms that the API prints, in UTC. */
export const Time = Schema.String.pipe(
  Schema.filter(
    (text) => parseTime(text) !== undefined || "must be a time such as 2025-06-30 15:00:22"
  )
)

/** A decimal text. */
export const Amount = Schema.String.pipe(
  Schema.filter((text) => parseAmount(text) !== undefined || "must be an amount such as 10.50")
)

/** A field that is null where it is left out. */
export const orNull = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null })

/** A list that is empty where it is left out. */
export const orEmpty = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.Array(schema), { default: (): ReadonlyArray<A> => [] })

/** A text that is this one where it is left out. */
export const textOr = (text: string) => Schema.optionalWith(Schema.String, { default: () => text })

/** The times that every record has. */
export const times = {
  /** When it was created. Default: `2025-06-30 15:00:22`. */
  created_at: Schema.optionalWith(Time, { default: () => "2025-06-30 15:00:22" }),
  /** When it was last changed. Default: null, never. */
  updated_at: orNull(Time)
}

/** The organization that all records of the fake belong to, if they do not say so themselves. */
export const organizationId = "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827"

export const OrganizationId = textOr(organizationId)

/** Whether something is in use, as the API prints it. */
export const Flag = Schema.optionalWith(Schema.Literal(0, 1), { default: () => 1 as const })

/** Free keys and values. */
export const Metadata = Schema.optionalWith(
  Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  { default: () => ({}) }
)
