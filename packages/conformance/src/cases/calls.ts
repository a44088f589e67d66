import { Fault } from "effect-bitgpt-emulator"
import * as ApiKeys from "../calls/apiKeys.js"
import { requestOf } from "../calls/describe.js"
import { everyCall } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, succeeds } from "../internal/define.js"

/** Every call, when nothing goes wrong, and with tokens of all sorts. */
export const callCases: ReadonlyArray<Case> = [
  ...everyCall.map((kind) =>
    define(`${kind.operation} sends what it is given, and returns what comes`, {
      call: kind.call,
      expect: succeeds(kind.value, { created: kind.created, sent: requestOf(kind) })
    })
  ),
  ...everyCall
    .filter(({ needsToken }) => needsToken)
    .map((kind) =>
      define(
        `${kind.operation} with a token that BitGPT does not know is an authentication error`,
        {
          call: kind.call,
          client: { token: "a-token-that-is-not-known" },
          expect: fails("AuthenticationError", {
            isRetryable: false,
            mayHaveTakenEffect: false,
            status: 401,
            isFromBitGpt: true,
            hasSupportId: true
          })
        }
      )
    ),
  define("the server's rate limit is kept to when a retry is one request too many", {
    call: ApiKeys.get.call,
    client: { baseDelayMillis: 0 },
    server: {
      rateLimit: { capacity: 1, refillPerSecond: 0.5 },
      faults: [Fault.resetBeforeHeaders]
    },
    expect: succeeds(ApiKeys.get.value, { requests: 3, elapsedMillis: 2000 })
  })
]
