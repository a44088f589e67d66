import { Fault } from "effect-bitgpt-emulator"
import { get } from "../calls/apiKeys.js"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, onePause, succeeds } from "../internal/define.js"

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
const other = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

/** What the application adds to requests, once each, in every attempt. */
export const headerCases: ReadonlyArray<Case> = [
  ...oneOfEachKind.map((kind) =>
    define(`${kind.operation} carries the application's own headers`, {
      call: kind.call,
      client: { headers: { "x-shop": "eu", "x-request-id": "42" } },
      expect: succeeds(kind.value, {
        created: kind.created,
        headers: { "x-shop": "eu", "x-request-id": "42" }
      })
    })
  ),
  define("the application's own headers are in a retry too", {
    call: get.call,
    client: { headers: { "x-shop": "eu" } },
    server: { faults: [Fault.status(503)] },
    expect: succeeds(get.value, {
      requests: 2,
      elapsedMillis: onePause,
      headers: { "x-shop": "eu" }
    })
  }),
  define("a call tells of the trace that it is part of", {
    call: get.call,
    client: { traceparent },
    server: { faults: [Fault.status(503)] },
    expect: succeeds(get.value, { requests: 2, elapsedMillis: onePause, headers: { traceparent } })
  }),
  define("a traceparent of the application's own is the only one", {
    call: get.call,
    client: { traceparent, headers: { traceparent: other } },
    expect: succeeds(get.value, { headers: { traceparent: other } })
  })
]
