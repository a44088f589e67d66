import type * as Headers from "@effect/platform/Headers"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Effect from "effect/Effect"

/** A request as it goes out. */
export interface WireRequest {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string | undefined
}

/** Why a body could not be read in full. */
export type BodyFailure =
  { readonly _tag: "BodyTooLarge" } | { readonly _tag: "BodyBroken"; readonly cause: unknown }

/** An answer whose head arrived. Whether a missing body matters is for the status to decide. */
export interface WireResponse {
  readonly status: number
  /** On demand: most calls need none, and to copy them all takes time. */
  readonly headers: () => Headers.Headers
  readonly body: Uint8Array | BodyFailure
}

/** No answer. Never leaves this library: its cause can print the access token. */
export type SendFailure =
  { readonly _tag: "RequestFailed"; readonly cause: unknown } | { readonly _tag: "TimeIsUp" }

/** There was no answer within the time given. */
export const timeIsUp: SendFailure = { _tag: "TimeIsUp" }

/** Sends requests. */
export interface Transport {
  /** Sends a request and reads the whole answer, within so many milliseconds. */
  readonly send: (request: WireRequest, millis: number) => Effect.Effect<WireResponse, SendFailure>
}

/** Settings of a transport. */
export interface TransportOptions {
  readonly maxResponseBytes: number
  readonly tracePropagation: boolean
}
