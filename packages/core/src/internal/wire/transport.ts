import type * as Headers from "@effect/platform/Headers"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Exit from "effect/Exit"
import type { AnyFiber } from "../effect3/fiber.js"

/** A request as it goes out. */
export interface WireRequest {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or a form with files, whose type it has. */
  readonly body: string | Blob | undefined
  /** Whether the head of an answer tells all that the caller wants of a success. */
  readonly ignoresBody: boolean
}

/** Why a body was not read in full. */
export type BodyFailure =
  { readonly _tag: "BodyTooLarge" } | { readonly _tag: "BodyBroken"; readonly cause: unknown }

/** An answer whose head arrived. Its status decides whether a missing body matters. */
export interface WireResponse {
  readonly status: number
  /** On demand: most calls need none, and to copy them all takes time. */
  readonly headers: () => Headers.Headers
  readonly body: Uint8Array | BodyFailure
}

/** No answer. Never leaves this library: its cause can print the access token. */
export type SendFailure =
  | {
      readonly _tag: "RequestFailed"
      readonly cause: unknown
      /** Whether the application itself has called the request off. */
      readonly isAborted: boolean
      /** Whether the transport knows that no part of the request was sent. */
      readonly isUnsent: boolean
    }
  | { readonly _tag: "TimeIsUp"; readonly isUnsent: boolean }

/** A request under way. */
export interface Sent {
  /** Ends the request, if it is not over. Its sender is not called back then. */
  readonly cancel: () => void
}

/** Is told how a request has ended. */
export type OnEnd = (exit: Exit.Exit<WireResponse, SendFailure>) => void

/** Sends requests. */
export interface Transport {
  /**
   * Sends a request for a fiber, and reads the whole answer, within so many milliseconds. It calls back
   * once, with how that ended: as an effect, each transport would have to handle interruption by itself,
   * and a call would take more steps.
   */
  readonly send: (request: WireRequest, millis: number, fiber: AnyFiber, onEnd: OnEnd) => Sent
}

/** Settings of a transport. */
export interface TransportOptions {
  readonly maxResponseBytes: number
  readonly tracePropagation: boolean
}
