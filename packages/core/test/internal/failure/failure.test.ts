import { assert, describe, it } from "@effect/vitest"
import { Duration, Either, Schema } from "effect"
import { ApiKeys, SafeCause } from "../../../src/index.js"
import { Text } from "../../../src/internal/codec/text.js"
import * as Failure from "../../../src/internal/failure/failure.js"
import type { Operation, Progress } from "../../../src/internal/failure/operation.js"

const { create, get, update } = ApiKeys.endpoints

const after = (operation: Operation, attempts = 1): Progress => ({ operation, attempts })

const tenSeconds = Duration.seconds(10)

const answered = (status: number, more: Partial<Failure.ErrorAnswer> = {}, call: Operation = get) =>
  Failure.fromAnswer(after(call), {
    status,
    origin: "BitGpt",
    supportId: undefined,
    serverMessage: undefined,
    retryAfter: undefined,
    fields: {},
    shouldRetry: undefined,
    ...more
  })

const outOfTime = (
  call: Operation,
  limit: "attempt" | "total",
  waiting: Failure.Waiting,
  attempts = 1
) => Failure.outOfTime(after(call, attempts), { limit, duration: tenSeconds, waiting })

const undecodable = (
  facts: Partial<Parameters<typeof Failure.undecodable>[1]>,
  call: Operation = get
) =>
  Failure.undecodable(after(call), {
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
    const messageAfter = (attempts: number) => outOfTime(get, "total", "Answer", attempts).message
    assert.include(messageAfter(2), "Gave up after 2 attempts.")
    assert.notInclude(messageAfter(1), "Gave up")
    assert.notInclude(messageAfter(0), "Gave up")
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
    [199, "documentation does not have this status"],
    [200, "success and error at once"],
    [299, "success and error at once"],
    [300, "is a redirect"],
    [399, "is a redirect"],
    [400, "refuses the input"],
    [401, "does not accept the access token"],
    [402, "documentation does not have this status"],
    [403, "Check its scopes, and whether the key's IP allow list has this machine's address"],
    [404, "no such resource"],
    [418, "documentation does not have this status"],
    [422, "refuses the input"],
    [429, "quota is used up. Try again later"],
    [500, "has a problem"],
    [503, "is offline"],
    [599, "has a problem"],
    [600, "documentation does not have this status"]
  ])("of %i: %s", (status, expected) => {
    assert.include(answered(status).message, `status ${status}`)
    assert.include(answered(status).message, expected)
  })

  it("of 429 says when to come back, where that is known", () => {
    const retryAfter = Duration.seconds(7)
    assert.include(answered(429, { retryAfter }).message, "Try again in 7s.")
    assert.notInclude(answered(503, { retryAfter }).message, "quota")
  })

  it.each([401, 403, 404, 422])(
    "of %i that BitGPT did not give says no more than that",
    (status) => {
      const error = answered(status, { origin: "Other" })
      assert.propertyVal(error, "isFromBitGpt", false)
      assert.include(
        error.message,
        "The answer did not come from BitGPT, but from something on the way to it, such as a proxy, a " +
          "load balancer or an edge network. Check the base URL, and whether the network lets this " +
          "client through."
      )
      assert.notMatch(error.message, /BitGPT (?:has|does not accept|refuses)|token is valid/)
      assert.propertyVal(answered(status), "isFromBitGpt", true)
    }
  )

  it.each([
    [408, undefined, "Try again later."],
    [429, undefined, "Try again later."],
    [429, Duration.seconds(7), "Try again in 7s."],
    [503, undefined, "Try again later."],
    [503, Duration.seconds(7), "Try again in 7s."]
  ])("of %i that BitGPT did not give says when to try again: %#", (status, retryAfter, advice) => {
    const { message } = answered(status, { origin: "Other", retryAfter })
    assert.include(message, "The answer did not come from BitGPT")
    assert.include(message, advice)
    assert.notMatch(message, /BitGPT is offline|quota is used up|documentation/)
  })

  it("whose body was not read says so, and what its status means", () => {
    const { message } = answered(404, { origin: "Unread" })
    assert.include(message, "The body of the answer was not read. BitGPT has no such resource.")
  })

  it("is worth another attempt as the server says, or else by its status", () => {
    const isRetryable = (status: number, shouldRetry?: boolean) =>
      answered(status, { shouldRetry }).isRetryable
    assert.deepStrictEqual([isRetryable(404), isRetryable(503)], [false, true])
    assert.deepStrictEqual([isRetryable(404, true), isRetryable(503, false)], [true, false])
  })

  it("quotes who gave it", () => {
    const messageOf = (origin: Failure.ErrorAnswer["origin"]) =>
      answered(404, { origin, serverMessage: "Not here" }).message
    assert.include(messageOf("BitGpt"), "BitGPT says: Not here.")
    assert.include(messageOf("Other"), "The answer says: Not here.")
  })

  it("is the server's error only with its statuses", () => {
    assert.strictEqual(answered(599)._tag, "ServerError")
    assert.strictEqual(answered(600)._tag, "UnexpectedStatusError")
  })

  const everyStatus = [0, ...Array.from({ length: 600 }, (_, index) => index + 100)]

  it("may come of a call that had its effect, unless it refuses the call", () => {
    const refusing = everyStatus.filter((status) => status >= 400 && status < 500 && status !== 408)
    assert.deepStrictEqual(
      everyStatus.filter((status) => !answered(status, {}, create).mayHaveTakenEffect),
      refusing
    )
  })

  it("is worth another attempt with the statuses of a passing trouble alone", () => {
    assert.deepStrictEqual(
      everyStatus.filter((status) => answered(status).isRetryable),
      [408, 425, 429, 500, 502, 503, 504]
    )
  })
})

describe("a body that can't be used", () => {
  it.each([
    ["EmptyBody", "empty"],
    ["BodyTooLarge", "maxResponseBytes"],
    ["InvalidEncoding", "encoding"],
    ["InvalidJson", "not JSON"],
    ["UnexpectedShape", "documented form"]
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
    call: Operation = get,
    { isUnsent = false, message }: { isUnsent?: boolean; message?: string | undefined } = {}
  ) =>
    Failure.noAnswer(after(call), {
      reason,
      isUnsent,
      cause:
        message === undefined ? undefined : new SafeCause({ name: "E", code: undefined, message })
    })

  it.each([
    ["Dns", "name could not be resolved"],
    ["ConnectionRefused", "connection was refused"],
    ["ConnectionReset", "ended before an answer"],
    ["ConnectTimeout", "did not answer the attempt to connect"],
    ["Tls", "No trusted TLS connection"],
    ["InvalidHttp", "not HTTP"],
    ["IncompleteBody", "broke off"],
    ["Network", "failed on the network"]
  ] as const)("for the reason %s: %s", (reason, expected) => {
    assert.include(noAnswer(reason).message, expected)
    assert.isTrue(noAnswer(reason).isRetryable)
    for (const isUnsent of [true, false]) {
      const created = noAnswer(reason, create, { isUnsent })
      assert.strictEqual(created.isRetryable, isUnsent)
      assert.strictEqual(created.mayHaveTakenEffect, !isUnsent)
    }
  })

  it("says what the runtime said, where that is anything", () => {
    assert.include(
      noAnswer("Network", get, { message: "read failed" }).message,
      "Cause: read failed."
    )
    for (const message of [undefined, ""]) {
      assert.notInclude(noAnswer("Network", get, { message }).message, "Cause")
    }
  })

  it("is not worth another attempt where the server says so", () => {
    const facts = {
      reason: "IncompleteBody",
      isUnsent: false,
      cause: undefined,
      shouldRetry: false
    } as const
    assert.isFalse(Failure.noAnswer(after(get), facts).isRetryable)
  })
})

describe("an input that is refused", () => {
  const fields = { label: "must be text", "scopes[0]": "is empty" }
  const refused = () => Failure.refusedInput(create, fields)

  it("is told with its fields, and that nothing was sent", () => {
    const error = refused()
    assert.include(
      error.message,
      "The input is invalid (label: must be text, scopes[0]: is empty). Nothing was sent."
    )
    assert.deepStrictEqual(error.fields, fields)
    assert.isFalse(error.isFromBitGpt)
    assert.strictEqual(error.attempts, 0)
  })

  it("may be one of which a schema says what is wrong", () => {
    const checked = Schema.decodeUnknownEither(Schema.Struct({ label: Text }))({ label: 7 })
    const { fields } = Failure.invalidInput(create, Either.getOrThrow(Either.flip(checked)))
    assert.deepStrictEqual(fields, { label: "must be text" })
  })

  it("is refused again, and has had no effect", () => {
    assert.isFalse(refused().isRetryable)
    assert.isFalse(refused().mayHaveTakenEffect)
  })
})

describe("a call that was not sent", () => {
  it.each(["Start", "Token", "RateLimit"] as const)(
    "may be made again even where it creates something: out of time with %s",
    (waiting) => {
      const error = outOfTime(create, "total", waiting, 0)
      assert.isTrue(error.isRetryable)
      assert.isFalse(error.mayHaveTakenEffect)
    }
  )

  it("says what it was waiting for", () => {
    const { limit, message } = outOfTime(get, "total", "RateLimit", 0)
    assert.strictEqual(limit, "total")
    assert.include(message, "rate limit did not let the request go within 10s")
    assert.include(message, "Nothing was sent.")
    assert.include(outOfTime(get, "attempt", "Token", 0).message, "No access token within 10s")
    assert.include(outOfTime(get, "total", "Start", 0).message, "No time was left of 10s")
  })

  it("is told from one that was, where there was no token", () => {
    const error = Failure.noUsableToken(after(create, 0), "No token")
    assert.include(error.message, "No token. This attempt was not sent.")
    assert.isFalse(error.isRetryable)
    assert.isFalse(error.isFromBitGpt)
  })
})

describe("a call that may have been acted on", () => {
  const unanswered = (call: Operation, limit: "attempt" | "total" = "attempt") =>
    outOfTime(call, limit, "Answer")

  it("says so, and which time was too short", () => {
    assert.include(
      unanswered(update).message,
      "No whole answer within 10s, the time limit of an attempt."
    )
    assert.include(
      unanswered(update, "total").message,
      "Not done within 10s, the time limit of the whole call."
    )
    assert.include(unanswered(update).message, "It may have taken effect all the same.")
    assert.isTrue(unanswered(update).mayHaveTakenEffect)
    assert.isTrue(unanswered(update).isRetryable)
  })

  it("says to look first where it must not be made twice", () => {
    assert.include(unanswered(create).message, "look before you repeat it")
    assert.notInclude(unanswered(update).message, "look before you repeat it")
    assert.isFalse(unanswered(create).isRetryable)
  })

  it("does not say so of what only reads", () => {
    assert.notInclude(unanswered(get).message, "taken effect")
    assert.isFalse(unanswered(get).mayHaveTakenEffect)
  })
})
