/**
 * Success answers for tests.
 *
 * @module
 */
import * as Headers from "@effect/platform/Headers"
import * as Option from "effect/Option"
import type { ApiResponse, EnvelopeInfo } from "../internal/answer/envelope.js"

/** What {@link makeApiResponse} can be told. */
export interface ApiResponseOverrides {
  /** HTTP status, and the envelope's. Default: 200. */
  readonly status?: number
  /** Added to `content-type: application/json`. */
  readonly headers?: Headers.Input
  /** What differs in the envelope. */
  readonly envelope?: Partial<EnvelopeInfo>
}

/**
 * Makes what the methods of `withResponse` give, around any data. What is left out is like the
 * answers that BitGPT's documentation prints, with a support id.
 *
 * @example
 * ```ts
 * import { makeApiKey, makeApiResponse } from "effect-bitgpt/testing"
 *
 * const response = makeApiResponse(makeApiKey(), { headers: { "x-request-id": "1" } })
 * ```
 */
export const makeApiResponse = <A>(
  data: A,
  overrides: ApiResponseOverrides = {}
): ApiResponse<A> => {
  const status = overrides.status ?? 200
  return {
    status,
    headers: Headers.merge(
      Headers.fromInput({ "content-type": "application/json" }),
      Headers.fromInput(overrides.headers)
    ),
    envelope: {
      status,
      data,
      message: Option.some("Resource created successfully"),
      env: Option.some("development"),
      error: Option.none(),
      log: Option.none(),
      validator: Option.none(),
      supportId: Option.some("support_0197c0f1-9589-7990-b421-4b806f637b0c"),
      ...overrides.envelope
    }
  }
}
