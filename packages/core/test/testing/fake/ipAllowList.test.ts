import { assert, describe, it } from "@effect/vitest"
import { allows, isEntry } from "../../../src/testing/fake/values/ipAllowList.js"

describe("an allow list", () => {
  it.each<[ReadonlyArray<string>, string, boolean]>([
    [[], "203.0.113.1", true],
    [["203.0.113.1"], "203.0.113.1", true],
    [["203.0.113.1"], "203.0.113.2", false],
    [["203.0.113.0/30"], "203.0.113.3", true],
    [["203.0.113.0/30"], "203.0.113.4", false],
    [["0.0.0.0/0"], "203.0.113.4", true],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["2001:db8::/32"], "2001:db8:ffff::1", true],
    [["2001:DB8:0:0::1"], "2001:db8::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["203.0.113.1"], "::ffff:203.0.113.1", true],
    [["::ffff:203.0.113.1"], "203.0.113.1", true],
    [["999.0.0.1", "203.0.113.1"], "203.0.113.1", true],
    [["999.0.0.1"], "203.0.113.1", false],
    [["203.0.113.1"], "", false]
  ])("%j and %s: %s", (entries, address, expected) => {
    assert.strictEqual(allows(entries, address), expected)
  })

  it.each<[string, boolean]>([
    ["203.0.113.1/32", true],
    ["::/0", true],
    ["203.0.113.1/33", false],
    ["::/129", false],
    ["203.0.113.1/", false],
    ["203.0.113.1/-1", false],
    ["203.0.113.1/8/8", false],
    ["203.0.113", false],
    ["", false]
  ])("%s is an entry: %s", (entry, expected) => {
    assert.strictEqual(isEntry(entry), expected)
  })
})
