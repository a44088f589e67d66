import { assert, describe, it } from "@effect/vitest"
import { FastCheck, identity } from "effect"
import { makeScrub } from "../../../src/internal/failure/scrub.js"
import { flattenValidator } from "../../../src/internal/answer/validator.js"

const flatten = (validator: Readonly<Record<string, unknown>>) =>
  flattenValidator(validator, makeScrub("token-of-the-tests"), identity)

const nested = (depth: number): Record<string, unknown> =>
  depth === 0 ? { end: "wrong" } : { a: nested(depth - 1) }

describe("flattenValidator", () => {
  it("keeps the documented form", () => {
    const documented = { email: "Invalid email address", password: "Password is required" }
    assert.deepStrictEqual(flatten(documented), documented)
  })

  it("joins names with dots, puts positions in brackets, and joins messages with semicolons", () => {
    assert.deepStrictEqual(
      flatten({
        a: { b: { c: "1", d: ["2", "3"] } },
        list: [{ text: "4" }, "5"],
        codes: [6, true],
        empty: {},
        none: null,
        nothing: []
      }),
      {
        "a.b.c": "1",
        "a.b.d": "2; 3",
        "list[0].text": "4",
        "list[1]": "5",
        codes: "6; true",
        nothing: ""
      }
    )
  })

  it("tells the first part of a name as the input has it, and the others as they are", () => {
    assert.deepStrictEqual(
      flattenValidator(
        { a: { a: "1" }, "a.a": "2", "a[0]": "3", aa: "4", b: { a: { a: "5" } }, "-a": "6" },
        makeScrub("token-of-the-tests"),
        (name) => (name === "a" ? "A" : name)
      ),
      { "A.a": "1; 2", "A[0]": "3", aa: "4", "b.a.a": "5", "-a": "6" }
    )
  })

  it("stops at a depth and at a number", () => {
    assert.deepStrictEqual(flatten(nested(7)), { [`${"a.".repeat(7)}end`]: "wrong" })
    assert.deepStrictEqual(flatten(nested(8)), { [`${"a.".repeat(7)}a`]: "invalid" })
    assert.deepStrictEqual(flatten(nested(5000)), { [`${"a.".repeat(7)}a`]: "invalid" })
    const many = Array.from({ length: 1000 }, (_, index): [string, string] => [`f${index}`, "x"])
    assert.lengthOf(Object.keys(flatten(Object.fromEntries(many))), 100)
  })

  it("looks at no more of an endless validator than it tells", () => {
    let looks = 0
    const counted = new Proxy(
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`f${index}`, "x"])),
      {
        get: (target, name, receiver) => {
          looks += 1
          const value: unknown = Reflect.get(target, name, receiver)
          return value
        }
      }
    )
    assert.lengthOf(Object.keys(flatten(counted)), 100)
    assert.isAtMost(looks, 1000)
  })

  it("changes no prototype, and keeps fields of such names", () => {
    const validator = {
      ["__proto__"]: { polluted: "1" },
      constructor: { prototype: { polluted: "2" } },
      toString: "3"
    }
    assert.deepStrictEqual(Object.entries(flatten(validator)), [
      ["__proto__.polluted", "1"],
      ["constructor.prototype.polluted", "2"],
      ["toString", "3"]
    ])
    assert.notProperty({}, "polluted")
  })

  it("shows no secret that is spread over names and messages", () => {
    const token = makeScrub("to.ken;x")
    assert.deepStrictEqual(flattenValidator({ to: { "ken;x": "to.ken;x" } }, token, identity), {
      "<redacted>": "<redacted>"
    })
  })

  it.prop(
    "gives text for every form",
    [FastCheck.dictionary(FastCheck.string(), FastCheck.jsonValue())],
    ([validator]) => {
      for (const text of Object.values(flatten(validator))) assert.isString(text)
    }
  )
})
