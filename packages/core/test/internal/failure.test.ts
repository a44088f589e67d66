import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { create, get, update } from "../../src/internal/apiKeysEndpoints.js"
import * as Failure from "../../src/internal/failure.js"

const failed = (call: Failure.Failed["call"], attempts = 1): Failure.Failed => ({ call, attempts })

const answer = (status: number, more: Partial<Failure.ErrorAnswer> = {}): Failure.ErrorAnswer => ({
  status,
  supportId: undefined,
  serverMessage: undefined,
  retryAfter: undefined,
  fields: {},
  shouldRetry: undefined,
  ...more
})

const saidOf = (status: number, more?: Partial<Failure.ErrorAnswer>): string =>
  Failure.fromAnswer(failed(get), answer(status, more)).message

describe("what an error says of an answer", () => {
  it.each([
    [200, "success and error at once"],
    [299, "success and error at once"],
    [300, "is a redirect"],
    [399, "is a redirect"],
    [402, "nobody expected"],
    [418, "nobody expected"],
    [500, "has a problem"],
    [599, "has a problem"],
    [600, "nobody expected"]
  ])("of %i: %s", (status, expected) => {
    assert.include(saidOf(status), `status ${status}`)
    assert.include(saidOf(status), expected)
  })

  it("says when to come back, where that is known", () => {
    assert.include(saidOf(429), "Try again later")
    assert.include(saidOf(429, { retryAfter: Duration.seconds(7) }), "Try again in 7s")
  })

  it("says what is wrong with which field", () => {
    const fields = { label: "too long", scopes: "unknown" }
    assert.include(saidOf(422, { fields }), "by field: label: too long, scopes: unknown.")
    assert.notInclude(saidOf(422), "by field")
  })
})

describe("what an error says of a body that can't be used", () => {
  const saidOfBody = (supportId?: string) =>
    Failure.undecodable(failed(get), {
      status: 200,
      reason: "InvalidJson",
      supportId,
      shouldRetry: undefined
    }).message

  it("has the support id where there is one", () => {
    assert.include(saidOfBody("support_1"), "Support id: support_1.")
    assert.notInclude(saidOfBody(), "Support id")
  })
})

describe("a call that was never sent", () => {
  const tenSeconds = Duration.seconds(10)

  it.each([
    ["as no attempt was begun in time", Failure.outOfTime(failed(create, 0), "total", tenSeconds)],
    ["as its turn comes too late", Failure.noTurn(create, tenSeconds, tenSeconds)]
  ])("may be made again even where it creates something: %s", (_, error) => {
    assert.isTrue(error.isRetryable)
    assert.isFalse(error.mayHaveTakenEffect)
  })

  it("is told from one that was, where the token could not be had", () => {
    const { message } = Failure.noUsableToken(failed(create, 0), "No token")
    assert.include(message, "No token. This attempt was not sent.")
  })
})

describe("a call that may have been acted on", () => {
  const outOfTime = (call: Failure.Failed["call"]) =>
    Failure.outOfTime(failed(call), "attempt", Duration.seconds(10))

  it("says so, and which time was too short", () => {
    assert.include(outOfTime(update).message, "No whole answer within 10s")
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
