import { Fault } from "effect-bitgpt-emulator"
import * as Files from "../calls/files.js"
import * as Invoices from "../calls/invoices.js"
import { everyCall } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, onePause, repeated, succeeds } from "../internal/define.js"

/** Whether a call is made again when its answer got lost, for each of them. */
export const repeatCases: ReadonlyArray<Case> = [
  ...everyCall.map((kind) =>
    define(
      kind.isIdempotent
        ? `${kind.operation} is made again when its answer got lost`
        : `${kind.operation} is not made again once it may have arrived`,
      {
        call: kind.call,
        server: { faults: [Fault.resetBeforeHeaders] },
        expect: kind.isIdempotent
          ? succeeds(kind.value, repeated(kind, { elapsedMillis: onePause }))
          : fails(
              "TransportError",
              { reason: "ConnectionReset", isRetryable: false, mayHaveTakenEffect: true },
              { created: kind.created }
            )
      }
    )
  ),
  define("an invoice is created once, with one key in all attempts", {
    call: Invoices.create.call,
    server: { faults: [Fault.resetBeforeHeaders, Fault.status(503)] },
    expect: succeeds({}, { requests: 3, created: 1, elapsedMillis: [0, 1500] })
  }),
  define("a file that was never there is not found", {
    call: { operation: Files.remove.operation, input: { id: "file_that-is-not-there" } },
    expect: fails("NotFoundError", {
      status: 404,
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  define("a file that is not there after a refusal is not found", {
    call: { operation: Files.remove.operation, input: { id: "file_that-is-not-there" } },
    server: { faults: [Fault.status(429)] },
    expect: fails(
      "NotFoundError",
      { status: 404, isRetryable: false, mayHaveTakenEffect: false },
      { requests: 2, elapsedMillis: onePause }
    )
  })
]
