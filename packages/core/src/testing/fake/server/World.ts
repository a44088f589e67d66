import type { ApiKeyRecord } from "../records/ApiKeyRecord.js"
import type { Identifiers } from "./identifiers.js"
import type { Table } from "./Table.js"

/** What the calls of the API work on. */
export interface World {
  readonly apiKeys: Table<ApiKeyRecord>
  readonly identifiers: Identifiers
  readonly revealSecrets: boolean
}
