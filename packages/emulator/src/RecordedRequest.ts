/**
 * What reached the emulator.
 *
 * @module
 */
import type * as Redacted from "effect/Redacted"
import type { Fault } from "./Fault.js"
import type { Origin } from "./Origin.js"

/**
 * How the exchange ended: all was sent; the client went away before; a fault or an outage ended it;
 * or it is still going on.
 */
export type Outcome = "Completed" | "ClientClosed" | "BrokenOff" | "Pending"

/**
 * A request, and what became of it. Nothing in it shows a secret or a token, save for one of less than
 * 12 characters in a path or a body, where it may be any word.
 */
export interface RecordedRequest {
  /** `Main`, `Https`, `Other`, or one with a bad certificate that the client took all the same. */
  readonly origin: Origin
  /** In capitals: `GET`. */
  readonly method: string
  /** With the query, as it came. */
  readonly path: string
  /** Names in lower case. `authorization` and cookies have the value `<redacted>`. */
  readonly headers: Readonly<Record<string, string>>
  /** What `Authorization: Bearer` carried. */
  readonly accessToken: Redacted.Redacted | undefined
  /** Text, `undefined` where there was none. */
  readonly body: string | undefined
  /** In milliseconds since the epoch on Effect's `Clock`. */
  readonly receivedAt: number
  /** The fault that was done to it. */
  readonly fault: Fault | undefined
  /** Of the status line; `undefined` where none was sent. */
  readonly status: number | undefined
  /** What became of the answer. */
  readonly outcome: Outcome
}
