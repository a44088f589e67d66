/**
 * A success answer with everything around its data.
 *
 * @module
 */
import type * as Headers from "@effect/platform/Headers"
import type { Envelope } from "./Envelope.js"

/** What the methods ending in `Response` return: the data and what came around it. */
export interface ApiResponse<A> {
  /** HTTP status, a 2xx. */
  readonly status: number
  /** Response headers, names in lower case. Browsers show only those that CORS exposes. */
  readonly headers: Headers.Headers
  /** The decoded body: `data`, `message`, `env`, `log`, `supportId` and the rest. */
  readonly envelope: Envelope<A>
}
