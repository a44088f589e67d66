import type { FakeAnswer } from "effect-bitgpt/fake"
import type * as Fault from "../../Fault.js"

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
export interface Draft extends FakeAnswer {
  readonly delayMillis: number
  readonly informational: ReadonlyArray<number>
  readonly transfer: Transfer | undefined
}

/** The answer that would be sent without a fault. */
export const fromAnswer = (answer: FakeAnswer): Draft => ({
  ...answer,
  delayMillis: 0,
  informational: [],
  transfer: undefined
})

/** Statuses whose answers have no body and no `Content-Length`. */
export const isBodiless = (status: number): boolean => status === 204 || status === 304
