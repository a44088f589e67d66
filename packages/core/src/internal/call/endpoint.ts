import type * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import type * as Schema from "effect/Schema"
import type { Reading } from "../answer/read.js"
import type { Operation } from "../failure/operation.js"

/** What a call's input becomes on the wire. */
export interface RequestParts {
  /** Path and query. */
  readonly path: string
  readonly body: string | Blob | undefined
}

/**
 * One call of the API: all that a client has to know of it.
 *
 * @example
 * ```ts
 * import { type Endpoint, Invoices } from "effect-bitgpt"
 *
 * const tell = <Args, A>({ method, operation, urlTemplate }: Endpoint<Args, A>) =>
 *   `${operation}: ${method} ${urlTemplate}`
 *
 * tell(Invoices.endpoints.get) // "Invoices.get: POST /invoices/{id}"
 * ```
 */
export interface Endpoint<in Args, in out A> extends Operation, Reading<A> {
  /** Checks the input. What is wrong with it is reported all at once. */
  readonly prepare: (args: Args) => Either.Either<RequestParts, ParseResult.ParseError>
  /**
   * The caller's own idempotency key, `undefined` if a new one is to be made. Left out where BitGPT
   * takes none for this call.
   */
  readonly idempotencyKeyOf: ((args: Args) => string | undefined) | undefined
  /** Schema of what the answer's body has in `data`. */
  readonly output: Schema.Schema<A, unknown>
}
