import * as Headers from "@effect/platform/Headers"
import type * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type * as Fault from "../Fault.js"

/** How the answer goes out, if not whole and at once. */
export type Transfer = Extract<
  Fault.SingleFault,
  {
    readonly _tag:
      | "CloseBeforeHeaders"
      | "DribbleBody"
      | "IncompleteBody"
      | "InvalidChunkedEncoding"
      | "ResetBeforeHeaders"
      | "ResetMidBody"
      | "StallBody"
  }
>

/** An answer that is not sent yet, with what a fault may change about it. */
export interface Draft {
  readonly delayMillis: number
  readonly informational: ReadonlyArray<number>
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly transfer: Transfer | undefined
}

/** The answer that would be sent without a fault. Its length is left to who sends it. */
export const fromResponse = ({
  body,
  headers,
  status
}: HttpServerResponse.HttpServerResponse): Draft => ({
  delayMillis: 0,
  informational: [],
  status,
  headers: Headers.remove(headers, "content-length"),
  body: body._tag === "Uint8Array" ? body.body : new Uint8Array(),
  transfer: undefined
})

/** Statuses whose answers have no body and no `Content-Length`. */
export const isBodiless = (status: number): boolean => status === 204 || status === 304
