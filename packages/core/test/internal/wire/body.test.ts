import { assert, describe, it } from "@effect/vitest"
import { isKnownToFit } from "../../../src/internal/wire/httpClient.js"

const fits = (headers: Readonly<Record<string, string>>) => isKnownToFit(headers, 10)

describe("a body of at most 10 bytes", () => {
  it.each(["0", "9", "10", "010"])("may be read at once with a length of %s", (length) => {
    assert.isTrue(fits({ "content-length": length }))
  })

  it.each(["11", "", "5x", "x5", "-5", "5, 5", "1e1"])(
    "has to be counted with one of %j",
    (length) => {
      assert.isFalse(fits({ "content-length": length }))
    }
  )

  it("has to be counted where its length is not that of what comes in", () => {
    assert.isFalse(fits({}))
    assert.isFalse(fits({ "content-length": "5", "content-encoding": "gzip" }))
    assert.isFalse(fits({ "content-length": "5", "transfer-encoding": "chunked" }))
  })
})
