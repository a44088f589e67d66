import { assert, describe, it } from "@effect/vitest"
import { levelsOff, medianSlope } from "../../programs/support/growth.js"

describe("medianSlope", () => {
  it("is the slope of a line, whatever one odd value does", () => {
    assert.strictEqual(medianSlope([1, 3, 5, 7, 9, 11]), 2)
    assert.strictEqual(medianSlope([1, 3, 500, 7, 9, 11]), 2)
    assert.strictEqual(medianSlope([4, 4, 4]), 0)
  })

  it("is no number where there is nothing to compare", () => {
    assert.isNaN(medianSlope([1]))
  })
})

describe("levelsOff", () => {
  it("is true of what grows at first only", () => {
    assert.isTrue(levelsOff([10, 40, 60, 61, 59, 60, 62, 60, 61], 5))
  })

  it("is false of what goes on growing", () => {
    assert.isFalse(levelsOff([10, 20, 30, 40, 50, 60, 70, 80, 90], 5))
  })
})
