import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { BitGptError, SafeCause } from "../../src/index.js"
import { makeError } from "../../src/testing.js"

describe("an error that is sent elsewhere", () => {
  const cause = { name: "Error", code: "ECONNRESET", message: "read ECONNRESET" }
  const sent = Schema.encodeSync(BitGptError)(
    makeError("TransportError", { cause: new SafeCause(cause) })
  )
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

describe("the problems of one field", () => {
  const error = makeError("ValidationError", {
    fields: {
      label: "must not be empty",
      "labels[0]": "is another field",
      ipAllowList: "is too long",
      "ipAllowList[0]": "must be text",
      "ipAllowList[1]": "must not be empty",
      "address.city": "is missing",
      "address.lines[0].text": "is too long"
    }
  })

  it("have those of its entries and nested fields among them", () => {
    assert.deepStrictEqual(error.problemsOf("label"), ["must not be empty"])
    assert.deepStrictEqual(error.problemsOf("ipAllowList"), [
      "is too long",
      "must be text",
      "must not be empty"
    ])
    assert.deepStrictEqual(error.problemsOf("ipAllowList[1]"), ["must not be empty"])
    assert.deepStrictEqual(error.problemsOf("address"), ["is missing", "is too long"])
    assert.deepStrictEqual(error.problemsOf("address.lines"), ["is too long"])
  })

  it("are none where there are none", () => {
    for (const field of ["ip", "labe", "", "toString"]) {
      assert.deepStrictEqual(error.problemsOf(field), [])
    }
  })

  it("can still be asked for once the error was sent elsewhere", () => {
    const arrived = Schema.decodeUnknownSync(BitGptError)(Schema.encodeSync(BitGptError)(error))
    if (arrived._tag !== "ValidationError") return assert.fail(arrived._tag)
    assert.lengthOf(arrived.problemsOf("ipAllowList"), 3)
    return undefined
  })
})
