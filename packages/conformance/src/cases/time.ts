import { Fault } from "effect-bitgpt-emulator"
import { create, get } from "../calls/apiKeys.js"
import { type CallFacts, oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, once, repeated, succeeds } from "../internal/define.js"

const never = Fault.delayHeaders("1 hour")

const outOfTime = (kind: CallFacts, limit: "attempt" | "total") =>
  ({
    limit,
    isRetryable: kind.isIdempotent,
    mayHaveTakenEffect: !kind.isSafe
  }) as const

/** Where an answer can stop for ever. */
const stalls: ReadonlyArray<readonly [name: string, fault: Fault.Fault]> = [
  ["no headers", never],
  ["a body that stops in its middle", Fault.stallBody()],
  ["a body that never begins", Fault.stallBody({ afterBytes: 0 })],
  ["a body that comes in drops", Fault.dribbleBody({ chunkBytes: 1, interval: "1 second" })]
]

/** What is waited for a body that decides nothing. */
const shortWhile = 2000

/** Whether the head is the whole answer: it has come, and nothing is used of the body. */
const isAnswered = (kind: CallFacts, fault: Fault.Fault): boolean =>
  kind.ignoresBody && fault !== never

/** Time limits, and answers that come late. */
export const timeCases: ReadonlyArray<Case> = [
  ...oneOfEachKind.flatMap((kind) =>
    stalls.map(([name, fault]) =>
      define(`${kind.operation}: ${name} within the time of an attempt`, {
        call: kind.call,
        client: once,
        server: { faults: [fault] },
        expect: isAnswered(kind, fault)
          ? succeeds(kind.value, { elapsedMillis: shortWhile, created: kind.created })
          : fails("TimeoutError", outOfTime(kind, "attempt"), {
              elapsedMillis: 10_000,
              created: kind.created
            })
      })
    )
  ),
  ...oneOfEachKind.map((kind) =>
    define(`${kind.operation} waits for headers that come just in time`, {
      call: kind.call,
      client: once,
      server: { faults: [Fault.delayHeaders(9999)] },
      expect: succeeds(kind.value, { elapsedMillis: 9999, created: kind.created })
    })
  ),
  define("headers that come just too late", {
    call: get.call,
    client: once,
    server: { faults: [Fault.delayHeaders(10_001)] },
    expect: fails("TimeoutError", outOfTime(get, "attempt"), { elapsedMillis: 10_000 })
  }),
  define("a body that comes slowly, but in time", {
    call: get.call,
    client: once,
    server: { faults: [Fault.dribbleBody({ chunkBytes: 100, interval: "1 second" })] },
    expect: succeeds(get.value, { elapsedMillis: [3000, 9000] })
  }),
  define("headers and body share the time of an attempt", {
    call: get.call,
    client: once,
    server: { faults: [Fault.combine(Fault.delayHeaders("6 seconds"), Fault.stallBody())] },
    expect: fails("TimeoutError", outOfTime(get, "attempt"), { elapsedMillis: 10_000 })
  }),
  ...oneOfEachKind.flatMap((kind) =>
    (
      [
        [403, "PermissionDeniedError", false],
        [429, "RateLimitError", true],
        [503, "ServerError", true]
      ] as const
    ).map(([status, tag, passes]) =>
      define(`${kind.operation}: ${status} whose body stops is decided by its head`, {
        call: kind.call,
        client: once,
        server: {
          faults: [Fault.combine(Fault.status(status), Fault.retryAfter(7), Fault.stallBody())]
        },
        expect: fails(
          tag,
          {
            status,
            ...(passes ? { retryAfterMillis: 7000 } : {}),
            isRetryable: passes && kind.isIdempotent,
            mayHaveTakenEffect: !kind.isSafe && status === 503,
            hasSupportId: false,
            isFromBitGpt: false
          },
          { elapsedMillis: 2000 }
        )
      })
    )
  ),
  define("Retry-After of a refusal whose body stops is kept to", {
    call: get.call,
    server: {
      faults: [Fault.combine(Fault.status(429), Fault.retryAfter(5), Fault.stallBody())]
    },
    expect: succeeds(get.value, { requests: 2, elapsedMillis: 7000 })
  }),
  ...oneOfEachKind
    .filter(({ isIdempotent }) => isIdempotent)
    .flatMap((kind) =>
      stalls.map(([name, fault]) =>
        define(`${kind.operation}: ${name} once is tried again`, {
          call: kind.call,
          server: { faults: [fault] },
          expect: isAnswered(kind, fault)
            ? succeeds(kind.value, { elapsedMillis: shortWhile, created: kind.created })
            : succeeds(kind.value, repeated(kind, { elapsedMillis: [10_000, 10_500] }))
        })
      )
    ),
  define("create that ran out of time is not tried again", {
    call: create.call,
    server: { faults: [never] },
    expect: fails("TimeoutError", outOfTime(create, "attempt"), {
      elapsedMillis: 10_000,
      created: 1
    })
  }),
  define("a server that never answers gets every attempt its time", {
    call: get.call,
    server: { rules: [{ _tag: "Always", fault: never }] },
    expect: fails("TimeoutError", outOfTime(get, "attempt"), {
      requests: 3,
      elapsedMillis: [30_000, 31_500]
    })
  }),
  define("the whole call has its limit too", {
    call: get.call,
    client: { totalMillis: 15_000 },
    server: { rules: [{ _tag: "Always", fault: never }] },
    expect: fails("TimeoutError", outOfTime(get, "total"), { requests: 2, elapsedMillis: 15_000 })
  }),
  define("the whole call may be shorter than an attempt", {
    call: get.call,
    client: { totalMillis: 3000 },
    server: { rules: [{ _tag: "Always", fault: never }] },
    expect: fails("TimeoutError", outOfTime(get, "total"), { elapsedMillis: 3000 })
  }),
  define("limits are settings", {
    call: get.call,
    client: { maxRetries: 1, attemptMillis: 250, baseDelayMillis: 100 },
    server: { rules: [{ _tag: "Always", fault: Fault.stallBody() }] },
    expect: fails("TimeoutError", outOfTime(get, "attempt"), {
      requests: 2,
      elapsedMillis: [500, 600]
    })
  }),
  ...[get, create].map((kind) =>
    define(`${kind.operation}: an answer that is there is read, though time is over meanwhile`, {
      call: kind.call,
      client: { ...once, attemptMillis: 2_000, blockedMillis: 2_500 },
      expect: succeeds(kind.value, { created: kind.created, elapsedMillis: [2_000, 20_000] })
    })
  ),
  define("a late answer and a refusal take their time together", {
    call: get.call,
    server: {
      faults: [
        Fault.combine(Fault.delayHeaders("2 seconds"), Fault.status(429), Fault.retryAfter(5)),
        Fault.delayHeaders("3 seconds")
      ]
    },
    expect: succeeds(get.value, { requests: 2, elapsedMillis: 10_000 })
  })
]
