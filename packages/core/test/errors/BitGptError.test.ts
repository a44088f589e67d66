import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { BitGptError, SafeCause } from "../../src/index.js"
import { makeError } from "../../src/testing.js"

describe("an error that is sent elsewhere", () => {
  const cause = { name: "Error", code: "ECONNRESET", message: "read ECONNRESET" }
  const sent = Schema.encodeSync(BitGptError)(makeError("TransportError", { cause: new SafeCause(cause) }))
  const receive = Schema.decodeUnknownEither(BitGptError)

  it("keeps what is known of its cause", () => {
    const arrived = Either.getOrThrow(receive(sent))
    if (arrived._tag !== "TransportError") return assert.fail(arrived._tag)
    assert.instanceOf(arrived.cause, SafeCause)
    assert.deepInclude(arrived.cause, cause)
  })

  it("has a cause of one form only", () => {
    assert.isTrue(Either.isLeft(receive({ ...sent, cause: { ...cause, message: 1 } })))
  })
})
