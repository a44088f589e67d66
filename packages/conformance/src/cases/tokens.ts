import { Fault } from "effect-bitgpt-emulator"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import {
  define,
  fails,
  interruptedAfter,
  isInterrupted,
  once,
  succeeds
} from "../internal/define.js"

/** The token that an application is asked for, and how that ends. */
export const tokenCases: ReadonlyArray<Case> = [
  ...oneOfEachKind.flatMap((kind) => [
    define(`${kind.operation}: a token that comes in time`, {
      call: kind.call,
      client: { tokenDelayMillis: 9_999 },
      expect: succeeds(kind.value, { elapsedMillis: 9_999, created: kind.created })
    }),
    define(`${kind.operation}: nothing is sent after its time`, {
      call: kind.call,
      client: { ...once, tokenDelayMillis: 10_001 },
      expect: fails(
        "TimeoutError",
        { limit: "attempt", attempts: 0, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: 10_000 }
      )
    }),
    define(`${kind.operation}: nothing is sent after the time of the whole call`, {
      call: kind.call,
      client: { tokenDelayMillis: 3_001, totalMillis: 3_000 },
      expect: fails(
        "TimeoutError",
        { limit: "total", attempts: 0, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: 3_000 }
      )
    }),
    define(`${kind.operation}: token and answer share the time of an attempt`, {
      call: kind.call,
      client: { ...once, tokenDelayMillis: 6_000 },
      server: { faults: [Fault.delayHeaders("1 hour")] },
      expect: fails(
        "TimeoutError",
        { limit: "attempt", isRetryable: kind.isIdempotent, mayHaveTakenEffect: !kind.isSafe },
        { elapsedMillis: 10_000, created: kind.created }
      )
    }),
    ...(
      [
        ["fails", "Failure"],
        ["ends without a token", "Interruption"]
      ] as const
    ).map(([name, tokenEnd]) =>
      define(`${kind.operation}: asking for the token ${name}`, {
        call: kind.call,
        client: { tokenEnd, tokenDelayMillis: 100 },
        expect: fails(
          "AuthenticationError",
          {
            status: null,
            attempts: 0,
            isRetryable: false,
            mayHaveTakenEffect: false,
            isFromBitGpt: false
          },
          { requests: 0, elapsedMillis: 100 }
        )
      })
    ),
    define(`${kind.operation}: asking for the token never ends, but the time of the call does`, {
      call: kind.call,
      client: { ...once, tokenEnd: "Never" },
      expect: fails(
        "TimeoutError",
        { limit: "attempt", attempts: 0, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: 10_000 }
      )
    }),
    define(`${kind.operation}: asking for the token never ends, and the caller gives up`, {
      call: kind.call,
      client: { tokenEnd: "Never", interruptedAfterMillis: interruptedAfter },
      expect: isInterrupted({ requests: 0 })
    })
  ])
]
