import { assert, describe, it } from "@effect/vitest"
import { Array, DateTime, Duration, FastCheck, Option, pipe } from "effect"
import { ApiKeyPredicate, type KnownScope, knownScopes } from "../../src/index.js"
import { makeApiKey } from "../../src/testing.js"
import { dotted, flip, ip, ipv4, ipv6, mappedForms, sharePrefix, written } from "../support/ip.js"
import { runs } from "../support/runs.js"

const { allowsIp, expiresWithin, hasScope, isExpired } = ApiKeyPredicate

const at = (text: string) => DateTime.unsafeMake(text)
const expiring = (expiresAt: DateTime.DateTime) => ({ expiresAt: Option.some(expiresAt) })
const never = { expiresAt: Option.none() }

const year = 366 * 24 * 60 * 60 * 1000
const moment = FastCheck.integer({ min: 0, max: 60 * year }).map((ms) => DateTime.unsafeMake(ms))
const length = FastCheck.integer({ min: 0, max: 2 * year }).map(Duration.millis)

describe("isExpired", () => {
  const key = expiring(at("2026-05-30T20:23:16Z"))

  it("is false a millisecond before the expiry, and true from it on", () => {
    assert.isFalse(isExpired(key, at("2026-05-30T20:23:15.999Z")))
    assert.isTrue(isExpired(key, at("2026-05-30T20:23:16.000Z")))
    assert.isTrue(isExpired(key, at("2026-05-30T20:23:16.001Z")))
  })

  it("compares moments, whatever their time zone", () => {
    const zoned = DateTime.unsafeMakeZoned("2026-05-30T20:23:16Z", { timeZone: 5 * 3_600_000 })
    assert.isTrue(isExpired(key, zoned))
    assert.isFalse(isExpired(key, DateTime.subtract(zoned, { seconds: 1 })))
  })

  it("is false of a key without expiry", () => {
    assert.isFalse(isExpired(never, at("9999-12-31T23:59:59Z")))
  })

  it.prop("stays true once it is", [moment, moment, length], ([expiresAt, now, more]) => {
    const before = isExpired(expiring(expiresAt), now)
    const after = isExpired(expiring(expiresAt), DateTime.addDuration(now, more))
    assert(!before || after)
  })

  it.prop("is the same as a predicate", [moment, moment], ([expiresAt, now]) => {
    const whole = expiring(expiresAt)
    assert.strictEqual(pipe(whole, isExpired(now)), isExpired(whole, now))
  })
})

describe("expiresWithin", () => {
  const key = expiring(at("2026-05-30T20:23:16Z"))

  it("is true from the moment on from which the duration reaches the expiry", () => {
    assert.isFalse(expiresWithin(key, "1 day", at("2026-05-29T20:23:15.999Z")))
    assert.isTrue(expiresWithin(key, "1 day", at("2026-05-29T20:23:16.000Z")))
  })

  it("is true of a key that has expired already", () => {
    assert.isTrue(expiresWithin(key, "1 day", at("2027-01-01T00:00:00Z")))
    assert.isTrue(expiresWithin(key, 0, at("2026-05-30T20:23:16Z")))
  })

  it("is true of every key with an expiry when there is no end", () => {
    assert.isTrue(expiresWithin(key, Duration.infinity, at("0001-01-01T00:00:00Z")))
  })

  it("is false of a key without expiry", () => {
    assert.isFalse(expiresWithin(never, Duration.infinity, at("2026-05-30T20:23:16Z")))
  })

  it("takes a negative duration as none", () => {
    assert.isFalse(expiresWithin(key, -1000, at("2026-05-30T20:23:15.999Z")))
    assert.isTrue(expiresWithin(key, -1000, at("2026-05-30T20:23:16Z")))
  })

  it.prop(
    "is isExpired at now and the duration",
    // Moments that lie as close together as the durations are long.
    [length, length, length],
    ([sinceEpoch, untilExpiry, duration]) => {
      const now = DateTime.addDuration(DateTime.unsafeMake(0), sinceEpoch)
      const key = expiring(DateTime.addDuration(now, untilExpiry))
      assert.strictEqual(
        expiresWithin(key, duration, now),
        isExpired(key, DateTime.addDuration(now, duration))
      )
    }
  )

  it.prop("is the same as a predicate", [moment, length, moment], ([expiresAt, duration, now]) => {
    const whole = expiring(expiresAt)
    assert.strictEqual(
      pipe(whole, expiresWithin(duration, now)),
      expiresWithin(whole, duration, now)
    )
  })
})

describe("hasScope", () => {
  const neverOfKeys: ReadonlyArray<KnownScope> = [
    "api_keys.create",
    "api_keys.update",
    "api_keys.delete"
  ]

  it("is true of the scopes that a key lists, and of no others", () => {
    const key = { scopes: ["products.read", "refunds.read"] }
    assert.deepStrictEqual(
      [...knownScopes, "refunds.read", "refunds.create"].filter((scope) => hasScope(key, scope)),
      ["products.read", "refunds.read"]
    )
  })

  it("compares whole names", () => {
    const key = { scopes: ["users.sessions.read"] }
    for (const scope of ["users.sessions", "sessions.read", "", "USERS.SESSIONS.READ"]) {
      assert.isFalse(hasScope(key, scope))
    }
  })

  it("is true of all scopes for a key without any, except of those that no key may have", () => {
    const key = { scopes: [] }
    for (const scope of [...knownScopes, "refunds.read"]) {
      const expected = !neverOfKeys.some((name) => name === scope)
      assert.strictEqual(hasScope(key, scope), expected, scope)
    }
  })

  it("takes a key by its word that lists one of those", () => {
    for (const scope of neverOfKeys) assert.isTrue(hasScope({ scopes: [scope] }, scope))
  })

  it.prop(
    "is the same as a predicate",
    [FastCheck.subarray([...knownScopes]), FastCheck.constantFrom(...knownScopes)],
    ([scopes, scope]) => {
      assert.strictEqual(pipe({ scopes }, hasScope(scope)), hasScope({ scopes }, scope))
    }
  )
})

const only = (...ipAllowList: ReadonlyArray<string>) => ({ ipAllowList })

/** An address, a block, and how far the two go together: unrelated ones would hardly ever match. */
const addressAndBlock = ip.chain((address) =>
  FastCheck.record({
    address: FastCheck.constant(address),
    network: FastCheck.oneof(
      ip,
      FastCheck.nat(address.bits - 1).map((bit) => flip(address, bit))
    )
  }).chain(({ address, network }) =>
    FastCheck.record({
      address: FastCheck.constant(address),
      network: FastCheck.constant(network),
      length: FastCheck.nat(network.bits),
      text: written(address),
      networkText: written(network)
    })
  )
)

describe("allowsIp", () => {
  for (const [list, address, expected] of [
    [["127.0.0.1"], "127.0.0.1", true],
    [["127.0.0.1"], "127.0.0.2", false],
    [["127.0.0.1", "192.168.1.0/24"], "192.168.1.255", true],
    [["127.0.0.1", "192.168.1.0/24"], "192.168.2.0", false],
    [["192.168.1.7/24"], "192.168.1.1", true],
    [["0.0.0.0/0"], "203.0.113.9", true],
    [["203.0.113.9/32"], "203.0.113.9", true],
    [["203.0.113.9/32"], "203.0.113.8", false],
    [["2001:db8::/32"], "2001:DB8:0:0:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["2001:db8::1"], "2001:0db8:0000:0000:0000:0000:0000:0001", true],
    [["2001:db8::1/128"], "2001:db8::2", false],
    [["::/0"], "2001:db8::1", true],
    [["::/0"], "192.0.2.1", false],
    [["::/0"], "::ffff:192.0.2.1", false],
    [["::/64"], "::ffff:192.0.2.1", false],
    [["0.0.0.0/0"], "::1", false],
    [["0.0.0.0/0"], "::ffff:192.0.2.1", true],
    [["::ffff:0:0/96"], "192.0.2.1", true],
    [["::ffff:0:0/95"], "192.0.2.1", false],
    [["::ffff:192.0.2.0/120"], "192.0.2.77", true],
    [["::ffff:192.0.2.0/120"], "192.0.3.77", false],
    [["::192.0.2.1"], "192.0.2.1", false],
    [["::192.0.2.1"], "::c000:201", true]
  ] as const) {
    it(`is ${String(expected)} of ${address} where ${list.join(" and ")} may`, () => {
      assert.strictEqual(allowsIp(only(...list), address), expected)
    })
  }

  it("is true of every address when the list is empty", () => {
    for (const address of ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"]) {
      assert.isTrue(allowsIp(only(), address))
    }
  })

  it("is false of what is no address, even when the list is empty", () => {
    for (const text of ["", "localhost", "192.0.2", "010.0.0.1", "192.0.2.1/32", "fe80::1%eth0"]) {
      assert.isFalse(allowsIp(only(), text))
      assert.isFalse(allowsIp(only(text), text))
      assert.isFalse(allowsIp(only("0.0.0.0/0", "::/0"), text))
    }
  })

  it("passes over entries that are no addresses, which restrict all the same", () => {
    const invalid = ["192.168.1.300", "192.168.1.0/33", "office", ""]
    assert.isFalse(allowsIp(only(...invalid), "192.168.1.1"))
    assert.isTrue(allowsIp(only(...invalid, "192.168.1.1"), "192.168.1.1"))
  })

  it.prop(
    "is true of an address in each block made from it, and of none beyond the prefix",
    [
      ip
        .chain((address) =>
          FastCheck.tuple(FastCheck.constant(address), FastCheck.nat(address.bits - 1))
        )
        .chain(([address, bit]) =>
          FastCheck.record({
            text: written(address),
            network: written(address),
            length: FastCheck.nat(address.bits),
            bit: FastCheck.constant(bit),
            other: written(flip(address, bit))
          })
        )
    ],
    ([{ bit, length, network, other, text }]) => {
      const key = only(`${network}/${length}`)
      assert.isTrue(allowsIp(key, text))
      assert.strictEqual(allowsIp(key, other), bit >= length, `${other} in ${network}/${length}`)
    },
    { fastCheck: runs(1000) }
  )

  it.prop(
    "agrees with arithmetic on the addresses",
    [addressAndBlock],
    ([{ address, length, network, networkText, text }]) => {
      assert.strictEqual(
        allowsIp(only(`${networkText}/${length}`), text),
        sharePrefix(address, network, length)
      )
      assert.strictEqual(
        allowsIp(only(networkText), text),
        sharePrefix(address, network, network.bits)
      )
    },
    { fastCheck: runs(1000) }
  )

  it.prop(
    "takes an IPv4-mapped address for the IPv4 address, on both sides",
    [
      FastCheck.record({
        address: ipv4,
        network: ipv4,
        length: FastCheck.nat(32),
        form: FastCheck.nat(6),
        blockForm: FastCheck.nat(6)
      })
    ],
    ([{ address, blockForm, form, length, network }]) => {
      const mapped = mappedForms(address.value)[form]
      const mappedNetwork = mappedForms(network.value)[blockForm]
      assert(mapped !== undefined && mappedNetwork !== undefined)
      const plain = dotted(address.value)
      const block = `${dotted(network.value)}/${length}`
      const mappedBlock = `${mappedNetwork}/${length + 96}`

      const expected = sharePrefix(address, network, length)
      assert.strictEqual(allowsIp(only(block), mapped), expected, `${mapped} in ${block}`)
      assert.strictEqual(allowsIp(only(mappedBlock), plain), expected, `${plain} in ${mappedBlock}`)
      assert.strictEqual(allowsIp(only(mappedBlock), mapped), expected)
      assert.isTrue(allowsIp(only(mapped), plain), `${plain} is ${mapped}`)
      assert.isTrue(allowsIp(only(plain), mapped), `${mapped} is ${plain}`)
    },
    { fastCheck: runs(500) }
  )

  it.prop(
    "keeps the families apart",
    [ipv4.chain(written), ipv6.chain(written), FastCheck.nat(128)],
    ([four, six, length]) => {
      assert.isFalse(allowsIp(only(`${six}/${length}`), four))
      assert.isFalse(allowsIp(only(`${four}/${length % 33}`), six))
    }
  )

  it.prop(
    "answers whatever the strings are",
    [FastCheck.array(FastCheck.string({ unit: "binary" })), FastCheck.string({ unit: "binary" })],
    ([list, address]) => {
      assert.isBoolean(allowsIp(only(...list), address))
      assert.isTrue(allowsIp(only(...list, "192.0.2.1"), "192.0.2.1"))
    }
  )
})

describe("on lists of keys", () => {
  const keys = [
    makeApiKey({ label: "narrow", scopes: ["products.read"], ipAllowList: ["192.0.2.0/24"] }),
    makeApiKey({ label: "wide", scopes: [], ipAllowList: [] })
  ]
  const labels = (chosen: ReadonlyArray<{ readonly label: string }>) => chosen.map((_) => _.label)

  it("all of them go into filter", () => {
    const now = at("2026-01-01T00:00:00Z")
    assert.deepStrictEqual(labels(keys.filter(hasScope("payments.create"))), ["wide"])
    assert.deepStrictEqual(labels(Array.filter(keys, allowsIp("192.0.2.9"))), ["narrow", "wide"])
    assert.deepStrictEqual(labels(keys.filter(allowsIp("203.0.113.9"))), ["wide"])
    assert.deepStrictEqual(
      keys.filter(isExpired(now)),
      keys.filter((key) => isExpired(key, now))
    )
    assert.deepStrictEqual(
      keys.filter(expiresWithin("2000 days", now)),
      keys.filter((key) => expiresWithin(key, "2000 days", now))
    )
  })
})
