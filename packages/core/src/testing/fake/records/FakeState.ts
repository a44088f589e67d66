import * as Schema from "effect/Schema"
import { ApiKeyRecord } from "./ApiKeyRecord.js"

const all = <A extends { readonly id: string }, I>(record: Schema.Schema<A, I>) =>
  Schema.Array(record).pipe(
    Schema.filter(
      (records) =>
        new Set(records.map(({ id }) => id)).size === records.length || "must have each id once"
    )
  )

/** Everything that a fake keeps, for a file, say. Encoded, secrets stand in clear. */
export const FakeState = Schema.Struct({
  /** How many identifiers were given out. */
  issued: Schema.NonNegativeInt,
  apiKeys: all(ApiKeyRecord)
})

/** Everything that a fake keeps. */
export type FakeState = typeof FakeState.Type
