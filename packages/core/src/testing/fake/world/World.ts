import type { ApiKeyRecord } from "../records/ApiKeyRecord.js"
import type { FileRecord } from "../records/FileRecord.js"
import type { IdempotencyRecord } from "../records/IdempotencyRecord.js"
import type { InvoiceRecord } from "../records/InvoiceRecord.js"
import type { PaymentRecord } from "../records/PaymentRecord.js"
import type { ProductRecord } from "../records/ProductRecord.js"
import type { WebhookRecord } from "../records/WebhookRecord.js"
import type { Delivery, Publish } from "./deliveries.js"
import type { Identifiers } from "./identifiers.js"
import type { RequestLog } from "./requestLog.js"
import type { Table } from "./Table.js"

/** What the calls of the API work on. */
export interface World {
  readonly apiKeys: Table<ApiKeyRecord>
  readonly products: Table<ProductRecord>
  readonly invoices: Table<InvoiceRecord>
  readonly payments: Table<PaymentRecord>
  readonly files: Table<FileRecord>
  readonly webhooks: Table<WebhookRecord>
  readonly idempotencyKeys: Table<IdempotencyRecord>
  readonly deliveries: Table<Delivery>
  readonly requests: RequestLog
  readonly identifiers: Identifiers
  readonly publish: Publish
  readonly revealSecrets: boolean
  /** Without a slash at the end. */
  readonly baseUrl: string
}
