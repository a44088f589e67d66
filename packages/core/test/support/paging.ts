import { Schema } from "effect"

/** The fields of an input that say which page is wanted. */
export const pagingFields = {
  limit: Schema.optional(Schema.Number),
  offset: Schema.optional(Schema.Number)
}
