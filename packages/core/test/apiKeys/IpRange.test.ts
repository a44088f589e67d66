import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, JSONSchema, ParseResult, Schema } from "effect"
import { isIP } from "node:net"
import { IpRange } from "../../src/index.js"
import { ip, written } from "../support/ip.js"
import { runs } from "../support/runs.js"

const isIpRange = Schema.is(IpRange)

const problemOf = (text: string): string => {
  const result = Schema.decodeUnknownEither(IpRange)(text)
  assert(Either.isLeft(result), `${text} is taken for good`)
  const [issue] = ParseResult.ArrayFormatter.formatErrorSync(result.left)
  assert(issue !== undefined)
  return issue.message
}

/** Strings made of what addresses are made of, so that many are right and many nearly so. */
const nearAddress = FastCheck.array(
  FastCheck.constantFrom(
    ...["0", "1", "a", "F", "10", "255", "256", "00", "ffff", "fffff", "g"],
    ...[":", ":", ":", "::", ".", "192.0.2.1", "192.0.2.01", "0x1.0.2.1", "192.0.2", " ", "\n"]
  ),
  { minLength: 1, maxLength: 14 }
).map((parts) => parts.join(""))

describe("is accepted", () => {
  for (const text of [
    "127.0.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "192.168.1.0/24",
    "192.168.1.7/24",
    "0.0.0.0/0",
    "192.0.2.1/32",
    "::",
    "::1",
    "::/0",
    "2001:db8::/32",
    "2001:DB8::1/128",
    "2001:0db8:0000:0000:0000:0000:0000:0001",
    "::ffff:192.0.2.1",
    "::192.0.2.1",
    "64:ff9b::192.0.2.1/96",
    "1:2:3:4::192.0.2.1"
  ]) {
    it(text, () => {
      assert.strictEqual(Schema.decodeUnknownSync(IpRange)(text), text)
    })
  }

  it.prop(
    "whatever its own arbitrary makes",
    [IpRange],
    ([text]) => {
      assert(isIpRange(text), text)
    },
    { fastCheck: runs(2000) }
  )

  it("as an address and as a block of either kind by its own arbitrary", () => {
    const made = FastCheck.sample(Arbitrary.make(IpRange), { numRuns: 300, seed: 1 })
    for (const form of [/^[\d.]+$/, /^[\d.]+\/\d+$/, /^[\da-f:.]*:[\da-f:.]*$/i, /:.*\/\d+$/]) {
      assert.isTrue(
        made.some((text) => form.test(text)),
        String(form)
      )
    }
  })

  it.prop(
    "every address in every way to write it, with and without a prefix length",
    [
      ip.chain((address) => FastCheck.tuple(written(address), FastCheck.nat(address.bits))),
      FastCheck.boolean()
    ],
    ([[address, length], withLength]) => {
      assert(isIpRange(withLength ? `${address}/${length}` : address), address)
    },
    { fastCheck: runs(1000) }
  )
})

describe("is described", () => {
  it("in a JSON Schema, with examples that it accepts", () => {
    const described = JSONSchema.make(IpRange).$defs?.["IpRange"]
    assert.propertyVal(described, "description", "an IPv4 or IPv6 address, or a CIDR block")
    const examples = described?.examples ?? []
    assert.lengthOf(examples, 3)
    for (const example of examples) assert.isTrue(isIpRange(example))
  })
})

describe("is refused", () => {
  const general = "must be an IPv4 or IPv6 address, or a CIDR block such as 192.0.2.0/24"
  const length32 = "must have a prefix length of 0 to 32 after the slash"
  const length128 = "must have a prefix length of 0 to 128 after the slash"
  const zone = "must not have a zone id (%)"

  for (const [text, problem] of [
    ["", "must not be empty"],
    ["localhost", general],
    ["256.0.0.1", general],
    ["192.168.1", general],
    ["3232235777", general],
    ["0x7f.0.0.1", general],
    ["010.0.0.1", general],
    ["10.0.0.00", general],
    ["10.0.0.1 ", general],
    [" 10.0.0.1", general],
    ["10.0.0.1\n", general],
    ["10.0.0.-1", general],
    ["10.0.0.1-10.0.0.9", general],
    ["10.0.0.*", general],
    ["10.0.0.1:80", general],
    ["[::1]", general],
    ["::1::", general],
    [":::", general],
    ["::1:", general],
    [":1::", general],
    ["1:2:3:4:5:6:7", general],
    ["1:2:3:4:5:6:7:8:9", general],
    ["1:2:3:4:5:6:7::8", general],
    ["::12345", general],
    ["::ffff:192.0.2.01", general],
    ["::ffff:0x7f.0.0.1", general],
    ["::ffff:192.0.2", general],
    ["/24", general],
    ["10.0.0.0/8/8", length32],
    ["10.0.0.0/33", length32],
    ["10.0.0.0/", length32],
    ["10.0.0.0/-1", length32],
    ["10.0.0.0/08", length32],
    ["10.0.0.0/8.0", length32],
    ["10.0.0.0/1e1", length32],
    ["10.0.0.0/ 8", length32],
    ["10.0.0.0/255.0.0.0", length32],
    ["::/129", length128],
    ["::/", length128],
    ["fe80::1%eth0", zone],
    ["fe80::1%eth0/64", zone],
    ["fe80::/64%eth0", zone]
  ] as const) {
    it(`${JSON.stringify(text)}: ${problem}`, () => {
      assert.strictEqual(problemOf(text), problem)
    })
  }

  it.prop(
    "what Node takes for no address",
    [nearAddress],
    ([text]) => {
      assert.strictEqual(isIpRange(text), isIP(text) !== 0, text)
    },
    { fastCheck: runs(5000) }
  )

  it.prop(
    "without the value in the problem's text",
    [FastCheck.string({ minLength: 8 })],
    ([secret]) => {
      for (const text of [secret, `10.0.0.0/${secret}`, `::/${secret}`, `::1%${secret}`]) {
        assert.notInclude(problemOf(text), secret)
      }
    }
  )
})
