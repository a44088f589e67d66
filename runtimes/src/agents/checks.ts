import { ApiKey, ApiKeyInput, ApiKeyPredicate, IpRange } from "effect-bitgpt"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

const isIpRange = Schema.is(IpRange)
const isInput = Schema.is(ApiKeyInput)
const decodeKey = Schema.decodeUnknownEither(ApiKey)

const key = {
  id: "api_key_1",
  label: "Checkout",
  scopes: ["payment:read"],
  ip_allow_list: ["2001:db8::/32"],
  expires_at: "2026-03-01 12:00:00",
  created_at: "2026-01-01 00:00:00"
}

const ranges = [
  "192.0.2.1",
  "192.0.2.0/24",
  "::",
  "::1",
  "1::",
  "2001:DB8::/32",
  "1:2:3:4:5:6:7:8",
  "::ffff:192.0.2.1",
  "1:2:3:4::192.0.2.1",
  "::2:3:4:5:192.0.2.1",
  "1:2:3:4:5:6:192.0.2.1/128"
]

const noRanges = [
  "",
  "localhost",
  "256.0.0.1",
  "010.0.0.1",
  "0x7f.0.0.1",
  "3232235777",
  "192.0.2.0/33",
  "::1:",
  ":1::",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7:8:9",
  "::12345",
  "::ffff:192.0.2.01",
  "::/129",
  "[::1]",
  "fe80::1%eth0"
]

const check = (name: string, holds: boolean) => ({ name, holds })

/** What modules that send nothing have to do in every runtime. */
export const checks = () => [
  ...ranges.map((text) => check(`${text} is an IP range`, isIpRange(text))),
  ...noRanges.map((text) => check(`"${text}" is no IP range`, !isIpRange(text))),
  check(
    "an allow list holds an address, however it is written",
    [
      ApiKeyPredicate.allowsIp({ ipAllowList: ["2001:db8::/32"] }, "2001:0DB8:0::192.0.2.1"),
      ApiKeyPredicate.allowsIp({ ipAllowList: ["192.0.2.0/24"] }, "::ffff:192.0.2.7"),
      !ApiKeyPredicate.allowsIp({ ipAllowList: ["::/0"] }, "192.0.2.7")
    ].every(Boolean)
  ),
  check("a key is read", Either.isRight(decodeKey(key))),
  check(
    "a time is read as UTC",
    Either.match(decodeKey(key), {
      onLeft: () => false,
      onRight: ({ expiresAt }) => JSON.stringify(expiresAt).includes("2026-03-01T12:00:00.000Z")
    })
  ),
  check(
    "a time that no calendar has is none",
    Either.isLeft(decodeKey({ ...key, expires_at: "2026-02-30 12:00:00" }))
  ),
  check(
    "a label is counted in characters of Unicode",
    isInput({ label: "🔑".repeat(255), scopes: [] }) &&
      !isInput({ label: "🔑".repeat(256), scopes: [] })
  )
]
