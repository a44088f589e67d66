import { assert, describe, it } from "@effect/vitest"
import { everyCall } from "../src/calls.js"
import { parametersOf, requestOf } from "../src/calls/describe.js"
import { knownCalls } from "../src/internal/described.js"

const byName = <A extends { readonly operation: string }>(calls: ReadonlyArray<A>) =>
  Array.from(calls).sort((a, b) => a.operation.localeCompare(b.operation))

describe("the table of calls", () => {
  it("says the same of each call as the client, which has no other calls", () => {
    assert.deepStrictEqual(
      byName(knownCalls),
      byName(everyCall).map((facts) => ({
        operation: facts.operation,
        method: facts.method,
        path: facts.path,
        isSafe: facts.isSafe,
        isIdempotent: facts.isIdempotent,
        takesIdempotencyKey: facts.takesIdempotencyKey,
        ignoresBody: facts.ignoresBody
      }))
    )
  })

  it("has a sample for each name in a path", () => {
    for (const facts of everyCall) {
      for (const name of parametersOf(facts)) assert.property(facts.call.input, name)
      assert.notInclude(requestOf(facts).path, "{")
    }
  })

  it("has every field that is needed in the data of its sample", () => {
    for (const { answer, operation } of everyCall) {
      if (answer === undefined || answer === "Unknown") continue
      const { checked = [], odd = {}, record, required } = answer
      for (const name of [...required, ...checked, ...Object.keys(odd)]) {
        assert.property(record, name, operation)
      }
    }
  })
})
