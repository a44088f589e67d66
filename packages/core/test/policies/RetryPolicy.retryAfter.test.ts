import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Schedule, TestClock } from "effect"
import { RetryPolicy, TimeoutPolicy } from "../../src/index.js"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, nextRequestAfter, scripted } from "../support/scriptedServer.js"
import { atOnce, start, withJitter } from "../support/time.js"

interface Limited {
  readonly headers?: Record<string, string>
  readonly body?: unknown
  readonly status?: number
}

const limited = ({ body = {}, headers = {}, status = 429 }: Limited) =>
  Reply.json(body, { status, headers })

/** With the server asking for this, the retry comes after exactly this pause. */
const retriesAfter = (answer: Limited, pause: Duration.DurationInput) =>
  Effect.gen(function* () {
    const http = scripted([limited(answer), found])
    // The jitter could only make a pause longer than what the server asks for.
    const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(0), start)
    if (Duration.toMillis(pause) > 0) yield* nextRequestAfter(http, pause)
    assert.strictEqual(http.requests.length, 2)
    assert.strictEqual((yield* fiber).label, "My API Key")
  })

const inAnHour = "Tue, 24 Nov 2026 11:00:00 GMT"

describe("a pause that the server asks for", () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it.effect(`is obeyed with status ${status}`, () =>
      retriesAfter({ status, headers: { "retry-after": "7" } }, "7 seconds")
    )
  }

  it.effect("has no jitter, and may be shorter than the backoff", () =>
    Effect.gen(function* () {
      const http = scripted([limited({ headers: { "retry-after-ms": "20" } }), found])
      yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(1), start)
      yield* nextRequestAfter(http, 20)
    })
  )

  for (const [name, headers, pause] of [
    ["seconds", { "retry-after": "3" }, 3000],
    ["seconds with a unit", { "retry-after": "3s" }, 3000],
    ["seconds with a sign", { "retry-after": "+3" }, 3000],
    ["seconds, sent twice", { "retry-after": "3, 3" }, 3000],
    ["an ISO date", { "retry-after": "1970-01-01T00:00:09Z" }, 9000],
    ["a date in lower case", { "retry-after": "thu, 01 jan 1970 00:00:09 gmt" }, 9000],
    ["seconds with spaces around", { "retry-after": " 3 " }, 3000],
    ["seconds with a fraction", { "retry-after": "12.375" }, 12_375],
    ["milliseconds", { "retry-after-ms": "1500" }, 1500],
    [
      "a date, from the answer's own date",
      { date: "Tue, 24 Nov 2026 10:59:48 GMT", "retry-after": inAnHour },
      12_000
    ],
    [
      "a date of the asctime form",
      { date: "Tue Nov 24 10:59:48 2026", "retry-after": "Tue Nov 24 11:00:00 2026" },
      12_000
    ],
    [
      "a date, from the client's clock where the answer has none",
      { "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" },
      9000
    ],
    [
      "a date, from the client's clock where the answer's can't be read",
      { date: "today", "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" },
      9000
    ]
  ] as const) {
    it.effect(`can be ${name}`, () => retriesAfter({ headers }, pause))
  }

  it.effect("can be a date of the RFC 850 form, whose year has two digits", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 24))
      const headers = {
        date: "Tue, 24 Nov 2026 10:59:48 GMT",
        "retry-after": "Tuesday, 24-Nov-26 11:00:00 GMT"
      }
      yield* retriesAfter({ headers }, "12 seconds")
    })
  )

  it.effect("is counted from the client's clock as it is when the answer comes", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("4 seconds")
      const headers = { "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }
      yield* retriesAfter({ headers }, "5 seconds")
    })
  )

  for (const [name, value, pause] of [
    ["a number", 4, 4000],
    ["a text of seconds", "5", 5000],
    ["a text with spaces around", " 5 ", 5000],
    ["a date", "Thu, 01 Jan 1970 00:00:09 GMT", 9000]
  ] as const) {
    it.effect(`can be a field of the body: ${name}`, () =>
      retriesAfter({ body: { status: 429, error: "quota", retry_after: value } }, pause)
    )
  }

  it.effect("can be a date in the body, from the answer's own date", () =>
    retriesAfter(
      { headers: { date: "Tue, 24 Nov 2026 10:59:48 GMT" }, body: { retry_after: inAnHour } },
      "12 seconds"
    )
  )

  it.effect("can be in the envelope of a 200", () =>
    retriesAfter({ status: 200, body: { status: 429, error: "quota", retry_after: 4 } }, 4000)
  )

  it.effect("is the header's where header and body differ", () =>
    retriesAfter({ headers: { "retry-after": "2" }, body: { retry_after: 9 } }, 2000)
  )

  it.effect("is the one in milliseconds where there are two headers", () =>
    retriesAfter({ headers: { "retry-after": "2", "retry-after-ms": "1900" } }, 1900)
  )

  for (const [name, answer] of [
    ["0 seconds", { headers: { "retry-after": "0" } }],
    ["0 milliseconds", { headers: { "retry-after-ms": "0" } }],
    ["0 in the body", { body: { retry_after: 0 } }],
    [
      "a date that is past",
      { headers: { date: inAnHour, "retry-after": "Tue, 24 Nov 2026 10:00:00 GMT" } }
    ]
  ] as const) {
    it.effect(`can be none at all: ${name}`, () =>
      Effect.gen(function* () {
        const http = scripted([limited(answer), found])
        yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(1), atOnce)
        assert.strictEqual(http.requests.length, 2)
      })
    )
  }

  it.effect("does not add retries", () =>
    Effect.gen(function* () {
      const http = scripted(limited({ headers: { "retry-after": "0" } }))
      const error = yield* getKey.pipe(Effect.provide(clientOf(http)), Effect.flip, atOnce)
      assert.strictEqual(error.attempts, 3)
      assert.deepStrictEqual(retryAfterOf(error), Duration.zero)
    })
  )
})

describe("a pause that can't be read", () => {
  for (const [name, answer] of [
    ["words", { headers: { "retry-after": "soon" } }],
    ["a negative number", { headers: { "retry-after": "-1" } }],
    ["nothing", { headers: { "retry-after": "" } }],
    ["hexadecimal", { headers: { "retry-after": "0x10" } }],
    ["an exponent", { headers: { "retry-after": "1e1" } }],
    ["not a number", { headers: { "retry-after": "NaN" } }],
    ["a number without end", { headers: { "retry-after": "Infinity" } }],
    ["a date in another zone", { headers: { "retry-after": "Thu, 01 Jan 1970 00:00:09 CET" } }],
    ["negative milliseconds", { headers: { "retry-after-ms": "-20" } }],
    ["a negative number in the body", { body: { retry_after: -3 } }],
    ["an object in the body", { body: { retry_after: { seconds: 3 } } }]
  ] as const) {
    it.effect(`leaves the retry to the backoff: ${name}`, () =>
      Effect.gen(function* () {
        const http = scripted([limited(answer), found])
        const fiber = yield* getKey.pipe(Effect.provide(clientOf(http)), withJitter(0.5), start)
        yield* nextRequestAfter(http, "250 millis")
        yield* fiber
      })
    )
  }

  it.effect("does not hide one that can be read", () =>
    Effect.gen(function* () {
      yield* retriesAfter({ headers: { "retry-after": "2", "retry-after-ms": "soon" } }, 2000)
      yield* retriesAfter({ headers: { "retry-after": "soon" }, body: { retry_after: 3 } }, 3000)
    })
  )
})

const retryAfterOf = (error: object): unknown =>
  "retryAfter" in error ? error.retryAfter : undefined

describe("the longest pause", () => {
  it.effect("is 60 seconds", () =>
    Effect.gen(function* () {
      const http = scripted([limited({ headers: { "retry-after": "60" } }), found])
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(TimeoutPolicy.none))
      yield* start(call)
      yield* nextRequestAfter(http, "60 seconds")
    })
  )

  for (const [name, answer, expected] of [
    ["61 seconds", { headers: { "retry-after": "61" } }, Duration.seconds(61)],
    [
      "61 seconds with status 503",
      { status: 503, headers: { "retry-after": "61" } },
      Duration.seconds(61)
    ],
    ["one millisecond more", { headers: { "retry-after-ms": "60001" } }, Duration.millis(60_001)],
    ["an hour in the body", { body: { retry_after: 3600 } }, Duration.hours(1)],
    [
      "a number beyond all bounds",
      { headers: { "retry-after": "9".repeat(400) } },
      Duration.seconds(2 ** 31)
    ]
  ] as const) {
    it.effect(`ends the call at once with what the server asks for: ${name}`, () =>
      Effect.gen(function* () {
        const http = scripted(limited(answer))
        const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(TimeoutPolicy.none))
        const error = yield* call.pipe(Effect.flip, atOnce)
        assert.strictEqual(http.requests.length, 1)
        assert.isTrue(error.isRetryable)
        assert.deepStrictEqual(retryAfterOf(error), expected)
      })
    )
  }

  it.effect("can be set", () =>
    Effect.gen(function* () {
      const policy = Effect.provide(RetryPolicy.layer({ maxRetryAfter: "3 seconds" }))
      const longer = scripted(limited({ headers: { "retry-after-ms": "3001" } }))
      yield* getKey.pipe(Effect.provide(clientOf(longer)), policy, Effect.flip, atOnce)
      assert.strictEqual(longer.requests.length, 1)

      const within = scripted([limited({ headers: { "retry-after": "3" } }), found])
      yield* getKey.pipe(Effect.provide(clientOf(within)), policy, start)
      yield* nextRequestAfter(within, "3 seconds")
    })
  )

  it.effect("holds when the schedule is the caller's own", () =>
    Effect.gen(function* () {
      const http = scripted([
        limited({ headers: { "retry-after": "2" } }),
        limited({ headers: { "retry-after": "61" } })
      ])
      const policy = RetryPolicy.layer({ schedule: Schedule.spaced("1 second") })
      const call = getKey.pipe(Effect.provide(clientOf(http)), Effect.provide(policy))
      const fiber = yield* call.pipe(Effect.flip, start)
      yield* nextRequestAfter(http, "2 seconds")
      assert.deepStrictEqual(retryAfterOf(yield* fiber), Duration.seconds(61))
      assert.strictEqual(http.requests.length, 2)
    })
  )
})
