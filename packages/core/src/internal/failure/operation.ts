import type { HttpMethod } from "@effect/platform/HttpMethod"

/** What errors, spans and metrics tell of a call. */
export interface Operation {
  /** For example `ApiKeys.get`. */
  readonly operation: string
  /** Its HTTP method. */
  readonly method: HttpMethod
  /** Its path, with `{id}` for the id. */
  readonly urlTemplate: string
  /** Whether the request only reads. */
  readonly isSafe: boolean
  /** Whether the request may be sent again without doing its work twice. */
  readonly isIdempotent: boolean
}

/** A call up to now, as an error tells it. */
export interface Progress {
  readonly operation: Operation
  /** Requests started so far. */
  readonly attempts: number
  /** Whether an attempt before the current one may have taken effect. */
  readonly mayHaveTakenEffect?: boolean
  readonly idempotencyKey?: string | undefined
}
