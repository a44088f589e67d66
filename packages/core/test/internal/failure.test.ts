import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { SafeCause } from "../../src/index.js"
import { create, get, update } from "../../src/internal/apiKeysEndpoints.js"
import * as Failure from "../../src/internal/failure.js"

const failed = (call: Failure.Failed["call"], attempts = 1): Failure.Failed => ({ call, attempts })

const tenSeconds = Duration.seconds(10)

const answered = (
  status: number,
  more: Partial<Failure.ErrorAnswer> = {},
  call: Failure.Failed["call"] = get
) =>
  Failure.fromAnswer(failed(call), {
    status,
    supportId: undefined,
    serverMessage: undefined,
    retryAfter: undefined,
    fields: {},
    shouldRetry: undefined,
    ...more
  })

const undecodable = (
  facts: Partial<Parameters<typeof Failure.undecodable>[1]>,
  call: Failure.Failed["call"] = get
) =>
  Failure.undecodable(failed(call), {
    status: 200,
    reason: "InvalidJson",
    shouldRetry: undefined,
    ...facts
  })

describe("an error", () => {
  it("says which call failed, how, and what to do", () => {
    assert.strictEqual(
      answered(404, { serverMessage: "No such key!", supportId: "support.1" }).message,
      "ApiKeys.get: GET /developers/api_keys/{id} was answered with status 404. " +
        "BitGPT has no such resource. Check the id, and that the token's organization owns it. " +
        "BitGPT says: No such key! Support id: support.1."
    )
  })

  it("says no more than is known", () => {
    assert.strictEqual(
      answered(404).message,
      "ApiKeys.get: GET /developers/api_keys/{id} was answered with status 404. " +
        "BitGPT has no such resource. Check the id, and that the token's organization owns it."
    )
  })

  it("says how many attempts there were, where there was more than one", () => {
    const after = (attempts: number) =>
      Failure.outOfTime(failed(get, attempts), "total", tenSeconds).message
    assert.include(after(2), "Gave up after 2 attempts.")
    assert.notInclude(after(1), "Gave up")
    assert.notInclude(after(0), "Gave up")
  })

  it("shows five fields, and counts the others", () => {
    const withFields = (count: number) =>
      answered(422, {
        fields: Object.fromEntries(Array.from({ length: count }, (_, n) => [`field${n}`, "bad"]))
      }).message
    assert.match(withFields(5), /by field: field0: bad, .*field4: bad\.$/)
    assert.match(withFields(6), /field4: bad, and 1 more\.$/)
    assert.notInclude(withFields(0), "by field")
  })
})

describe("an answer", () => {
  it.each([
    [0, "is a redirect"],
    [199, "nobody expected"],
    [200, "success and error at once"],
    [299, "success and error at once"],
    [300, "is a redirect"],
    [399, "is a redirect"],
    [400, "refuses the input"],
    [401, "does not accept the access token"],
    [402, "nobody expected"],
    [403, "Check its scopes, and whether the key's IP allow list has this machine's address"],
    [404, "no such resource"],
    [418, "nobody expected"],
    [422, "refuses the input"],
    [429, "quota is used up. Try again later"],
    [500, "has a problem"],
    [503, "is offline"],
    [599, "has a problem"],
    [600, "nobody expected"]
  ])("of %i: %s", (status, expected) => {
    assert.include(answered(status).message, `status ${status}`)
    assert.include(answered(status).message, expected)
  })

  it("of 429 says when to come back, where that is known", () => {
    const { message } = answered(429, { retryAfter: Duration.seconds(7) })
    assert.include(message, "Try again in 7s.")
  })

  it("is the server's error only with its statuses", () => {
    assert.strictEqual(answered(599)._tag, "ServerError")
    assert.strictEqual(answered(600)._tag, "UnexpectedStatusError")
  })

  it("may come of a call that had its effect, unless it refuses the call", () => {
    const uncertain = (status: number) => answered(status, {}, create).mayHaveTakenEffect
    for (const status of [400, 404, 422, 429, 499]) assert.isFalse(uncertain(status), `${status}`)
    for (const status of [200, 302, 399, 408, 500, 503])
      assert.isTrue(uncertain(status), `${status}`)
  })
})

describe("a body that can't be used", () => {
  it.each([
    ["EmptyBody", "empty"],
    ["BodyTooLarge", "maxResponseBytes"],
    ["InvalidEncoding", "encoding"],
    ["InvalidJson", "not JSON"],
    ["UnexpectedShape", "promised form"]
  ] as const)("of the reason %s: %s", (reason, expected) => {
    const { message } = undecodable({ reason })
    assert.include(message, "The answer reports success (200) but its body can't be used: it")
    assert.include(message, expected)
  })

  it("says where and under which id, where that is known", () => {
    const { message } = undecodable({ path: "data.id", supportId: "support_1" })
    assert.include(message, "First difference at: data.id. Support id: support_1.")
    assert.notMatch(undecodable({}).message, /First difference|Support id/)
  })

  it("is not worth another attempt unless the server says so", () => {
    assert.isFalse(undecodable({}).isRetryable)
    assert.isTrue(undecodable({ shouldRetry: true }).isRetryable)
    assert.isTrue(undecodable({}, create).mayHaveTakenEffect)
  })
})

describe("no answer", () => {
  const noAnswer = (
    reason: Parameters<typeof Failure.noAnswer>[1]["reason"],
    call: Failure.Failed["call"] = get,
    message?: string
  ) =>
    Failure.noAnswer(failed(call), {
      reason,
      cause:
        message === undefined ? undefined : new SafeCause({ name: "E", code: undefined, message })
    })

  it.each([
    ["Dns", "name could not be resolved", true],
    ["ConnectionRefused", "connection was refused", true],
    ["ConnectionReset", "ended before an answer", false],
    ["ConnectTimeout", "did not answer the attempt to connect", false],
    ["Tls", "No trusted TLS connection", false],
    ["InvalidHttp", "not HTTP", false],
    ["IncompleteBody", "broke off", false],
    ["Network", "failed on the network", false]
  ] as const)("for the reason %s: %s", (reason, expected, isUnsent) => {
    assert.include(noAnswer(reason).message, expected)
    assert.isTrue(noAnswer(reason).isRetryable)
    assert.strictEqual(noAnswer(reason, create).isRetryable, isUnsent)
    assert.strictEqual(noAnswer(reason, create).mayHaveTakenEffect, !isUnsent)
  })

  it("says what the runtime said, where that is anything", () => {
    assert.include(noAnswer("Network", get, "read failed").message, "Cause: read failed.")
    for (const cause of [undefined, ""]) {
      assert.notInclude(noAnswer("Network", get, cause).message, "Cause")
    }
  })

  it("is not worth another attempt where the server says so", () => {
    const facts = { reason: "IncompleteBody", cause: undefined, shouldRetry: false } as const
    assert.isFalse(Failure.noAnswer(failed(get), facts).isRetryable)
  })
})

describe("a call that was never sent", () => {
  it.each([
    [
      "as no attempt was begun in time",
      () => Failure.outOfTime(failed(create, 0), "total", tenSeconds)
    ],
    ["as its turn comes too late", () => Failure.noTurn(create, tenSeconds, tenSeconds)]
  ])("may be made again even where it creates something: %s", (_, make) => {
    assert.isTrue(make().isRetryable)
    assert.isFalse(make().mayHaveTakenEffect)
  })

  it("says when its turn would have been", () => {
    const { limit, message } = Failure.noTurn(get, tenSeconds, Duration.seconds(3))
    assert.strictEqual(limit, "total")
    assert.include(message, "lets it go in 10s")
    assert.include(message, "Nothing was sent.")
  })

  it("is told from one that was, where the token could not be had", () => {
    const error = Failure.noUsableToken(failed(create, 0), "No token")
    assert.include(error.message, "No token. This attempt was not sent.")
    assert.isFalse(error.isRetryable)
  })
})

describe("a call that may have been acted on", () => {
  const outOfTime = (call: Failure.Failed["call"], limit: "attempt" | "total" = "attempt") =>
    Failure.outOfTime(failed(call), limit, tenSeconds)

  it("says so, and which time was too short", () => {
    assert.include(
      outOfTime(update).message,
      "No whole answer within 10s, the time limit of an attempt."
    )
    assert.include(
      outOfTime(update, "total").message,
      "Not done within 10s, the time limit of the whole call."
    )
    assert.include(outOfTime(update).message, "It may have taken effect all the same.")
    assert.isTrue(outOfTime(update).mayHaveTakenEffect)
    assert.isTrue(outOfTime(update).isRetryable)
  })

  it("says to look first where it must not be made twice", () => {
    assert.include(outOfTime(create).message, "look before you repeat it")
    assert.notInclude(outOfTime(update).message, "look before you repeat it")
    assert.isFalse(outOfTime(create).isRetryable)
  })

  it("does not say so of what only reads", () => {
    assert.notInclude(outOfTime(get).message, "taken effect")
    assert.isFalse(outOfTime(get).mayHaveTakenEffect)
  })
})
