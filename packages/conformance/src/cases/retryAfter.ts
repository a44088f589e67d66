import { Fault } from "effect-bitgpt-emulator"
import * as ApiKeys from "../calls/apiKeys.js"
import type { Case } from "../Case.js"
import { define, fails, once, onePause, succeeds } from "../internal/define.js"

/** A 429 that says when to come back, and then the key. */
const waits = (
  name: string,
  fault: Fault.Fault,
  elapsedMillis: number | readonly [number, number]
) =>
  define(name, {
    call: ApiKeys.get.call,
    server: { faults: [Fault.combine(Fault.status(429), fault)] },
    expect: succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis })
  })

/** An error that says how many seconds to wait, and then the key. */
const keptTo = (name: string, error: Fault.Fault, seconds: number) =>
  define(name, {
    call: ApiKeys.get.call,
    server: { faults: [Fault.combine(error, Fault.retryAfter(seconds))] },
    expect: succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: seconds * 1000 })
  })

/** A 429 that ends the call, as it asks for more than the policy waits for or no retry is left. */
const endsWith = (
  name: string,
  fault: Fault.Fault,
  retryAfterMillis: number | null,
  client: Partial<Case["client"]> = {}
) =>
  define(name, {
    call: ApiKeys.get.call,
    client,
    server: { faults: [Fault.combine(Fault.status(429), fault)] },
    expect: fails("RateLimitError", {
      status: 429,
      retryAfterMillis,
      isRetryable: true,
      mayHaveTakenEffect: false
    })
  })

/** A 429 that says nothing that could be read: the client's own pause, and no time in the error. */
const isJunk = (name: string, fault: Fault.Fault): ReadonlyArray<Case> => [
  waits(`${name} is junk`, fault, onePause),
  endsWith(`${name} is not in the error`, fault, null, once)
]

/** What the server says about when to come back is kept to exactly; junk loses only its timing. */
export const retryAfterCases: ReadonlyArray<Case> = [
  waits("Retry-After in seconds is kept to", Fault.retryAfter(5), 5000),
  waits("Retry-After in a date is kept to", Fault.retryAfterDate({ seconds: 7 }), 7000),
  waits("Retry-After in a date that is past is at once", Fault.retryAfterDate({ seconds: -60 }), 0),
  waits("Retry-After of 0 is at once", Fault.retryAfter(0), 0),
  waits("Retry-After with a sign is kept to", Fault.retryAfter("+5"), 5000),
  waits("Retry-After with a unit is kept to", Fault.retryAfter("5s"), 5000),
  waits("Retry-After in ISO 8601 is kept to", Fault.retryAfter("2026-01-01T00:00:08Z"), 8000),
  waits(
    "Retry-After in a date in lower case is kept to",
    Fault.retryAfter("thu, 01 jan 2026 00:00:09 gmt"),
    9000
  ),
  waits("Retry-After that was sent twice is kept to", Fault.retryAfter("1, 1"), 1000),
  waits("of two Retry-Afters the longer is kept to", Fault.retryAfter("2, 3"), 3000),
  waits("a Retry-After that can't be read hides no other", Fault.retryAfter("2, s"), 2000),
  ...isJunk("Retry-After that is negative", Fault.retryAfter(-5)),
  ...isJunk("Retry-After of 0x10", Fault.retryAfter("0x10")),
  ...isJunk("Retry-After of 1e3", Fault.retryAfter("1e3")),
  ...isJunk("Retry-After that is empty", Fault.retryAfter("")),
  ...isJunk("Retry-After in words", Fault.retryAfter("soon, I hope")),
  ...isJunk("Retry-After of Infinity", Fault.retryAfter("Infinity")),
  waits("Retry-After up to the longest is kept to", Fault.retryAfter(59), 59_000),
  waits("retry-after-ms is kept to", Fault.retryAfterMs(1234), 1234),
  waits("retry-after-ms of 0 is at once", Fault.retryAfterMs(0), 0),
  ...isJunk("retry-after-ms in words", Fault.retryAfterMs("a moment")),
  ...isJunk("retry-after-ms that is empty", Fault.retryAfterMs("")),
  waits(
    "retry-after-ms wins over Retry-After",
    Fault.combine(Fault.retryAfterMs(1500), Fault.retryAfter(9)),
    1500
  ),
  waits("the body's field is kept to", Fault.envelopeFields({ retry_after: 3 }), 3000),
  waits("the body's field as text is kept to", Fault.envelopeFields({ retry_after: "4" }), 4000),
  ...isJunk("the body's field that is negative", Fault.envelopeFields({ retry_after: -1 })),
  ...isJunk("the body's field that is empty", Fault.envelopeFields({ retry_after: "" })),
  waits(
    "the header wins over the body's field",
    Fault.combine(Fault.retryAfter(2), Fault.envelopeFields({ retry_after: 30 })),
    2000
  ),
  endsWith("Retry-After beyond the longest ends the call", Fault.retryAfter(61), 61_000),
  endsWith(
    "Retry-After that is huge ends the call",
    Fault.retryAfter("9".repeat(30)),
    2 ** 31 * 1000
  ),
  endsWith(
    "Retry-After in a far date ends the call",
    Fault.retryAfterDate({ seconds: 3600 }),
    3_600_000
  ),
  endsWith("retry-after-ms beyond the longest ends the call", Fault.retryAfterMs(60_001), 60_001),
  keptTo("Retry-After of a 503 is kept to", Fault.status(503), 5),
  define("Retry-After is kept to every time", {
    call: ApiKeys.get.call,
    server: {
      faults: [
        Fault.combine(Fault.status(503), Fault.retryAfter(5)),
        Fault.combine(Fault.status(429), Fault.retryAfter(3))
      ]
    },
    expect: succeeds(ApiKeys.get.value, { requests: 3, elapsedMillis: 8000 })
  }),
  endsWith("Retry-After is in the error once no retry is left", Fault.retryAfter(5), 5000, once),
  define("Retry-After makes no retry of an error that has none", {
    call: ApiKeys.get.call,
    server: { faults: [Fault.combine(Fault.status(404), Fault.retryAfter(1))] },
    expect: fails("NotFoundError", { status: 404, isRetryable: false, mayHaveTakenEffect: false })
  }),
  keptTo("Retry-After of an HTML page from the edge is kept to", Fault.htmlError(429), 2),
  define("Retry-After that outlasts the whole call ends it right away", {
    call: ApiKeys.get.call,
    client: { totalMillis: 4000 },
    server: { faults: [Fault.combine(Fault.status(503), Fault.retryAfter(5))] },
    expect: fails("ServerError", {
      status: 503,
      retryAfterMillis: 5000,
      isRetryable: true,
      mayHaveTakenEffect: false
    })
  }),
  define("Retry-After creates nothing twice", {
    call: ApiKeys.create.call,
    server: { faults: [Fault.combine(Fault.status(429), Fault.retryAfter(1))] },
    expect: fails("RateLimitError", {
      status: 429,
      retryAfterMillis: 1000,
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  endsWith("the longest pause is a setting", Fault.retryAfter(3), 3000, {
    maxRetryAfterMillis: 2000
  })
]
