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

  it("takes only whole numbers for positions", () => {
    assert.deepStrictEqual(flatten({ a: { "12": "1", b1: "2", "1b": "3" } }), {
      "a[12]": "1",
      "a.b1": "2",
      "a.1b": "3"
    })
  })

  it("tells a name that begins with a dot without it", () => {
    assert.deepStrictEqual(flatten({ ".a": "1" }), { a: "1" })
  })

  it("tells a name as it is where it is longer than what is shown", () => {
    const [name] = Object.keys(
      flattenValidator(
        { [`a.${"b".repeat(500)}`]: "1" },
        makeScrub("token-of-the-tests"),
        () => "A"
      )
    )
    assert.match(name ?? "", /^a\.b+…$/)
  })

  it("tells a hundred entries of a list", () => {
    const texts = flatten({ list: Array.from({ length: 150 }, () => "x") })
    assert.deepStrictEqual(texts, { list: Array.from({ length: 100 }, () => "x").join("; ") })
    const objects = flatten({ list: Array.from({ length: 150 }, () => ({ a: "x" })) })
    assert.lengthOf(Object.keys(objects), 100)
  })

  it("looks at eight hundred values, however many of them say nothing", () => {
    const after = (empty: number) =>
      flatten({
        ...Object.fromEntries(Array.from({ length: empty }, (_, index) => [`f${index}`, {}])),
        last: "x"
      })
    assert.deepStrictEqual(after(799), { last: "x" })
    assert.deepStrictEqual(after(800), {})
  })

  it("says nothing of null, however deep", () => {
    const innermost = { a: { a: { a: { a: { a: { a: { a: { end: null } } } } } } } }
    assert.deepStrictEqual(flatten(innermost), {})
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
