import * as Schema from "effect/Schema"
import { ApiKeyRecord } from "./ApiKeyRecord.js"
import { FileRecord } from "./FileRecord.js"
import { IdempotencyRecord } from "./IdempotencyRecord.js"
import { InvoiceRecord } from "./InvoiceRecord.js"
import { PaymentRecord } from "./PaymentRecord.js"
import { ProductRecord } from "./ProductRecord.js"
import { WebhookRecord } from "./WebhookRecord.js"

const all = <A extends { readonly id: string }, I>(record: Schema.Schema<A, I>) =>
  Schema.optionalWith(
    Schema.Array(record).pipe(
      Schema.filter(
        (records) =>
          new Set(records.map(({ id }) => id)).size === records.length || "must have each id once"
      )
    ),
    { default: (): ReadonlyArray<A> => [] }
  )

/**
 * Everything that a fake keeps, for a file, say. Encoded, secrets stand in clear.
 *
 * @example
 * ```ts
 * import { FakeState } from "effect-bitgpt/fake"
 * import { Schema } from "effect"
 *
 * const toText = Schema.encode(Schema.parseJson(FakeState))
 * ```
 */
export const FakeState = Schema.Struct({
  /** How many identifiers were given out. */
  issued: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 0 }),
  /** The API keys. Default, as of all records here: none. */
  apiKeys: all(ApiKeyRecord),
  /** The products, each with its billing schemas. */
  products: all(ProductRecord),
  /** The invoices. */
  invoices: all(InvoiceRecord),
  /** The payments of all invoices. */
  payments: all(PaymentRecord),
  /** The files, with their bytes. */
  files: all(FileRecord),
  /** The webhooks. */
  webhooks: all(WebhookRecord),
  /** The idempotency keys that invoices were created with. */
  idempotencyKeys: all(IdempotencyRecord)
})

/** Everything that a fake keeps. */
export type FakeState = typeof FakeState.Type
