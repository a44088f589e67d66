import * as Schema from "effect/Schema"

/** What an idempotency key was used for. */
export const IdempotencyRecord = Schema.Struct({
  /** The key. */
  id: Schema.NonEmptyString,
  /** The invoice that the first request with the key created. */
  invoice_id: Schema.String,
  /** The request's body, so that another one with the same key is noticed. */
  body: Schema.String
})

/** What an idempotency key was used for. */
export type IdempotencyRecord = typeof IdempotencyRecord.Type
