/**
 * An entry of an API key's IP allow list.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Text } from "../internal/codec/text.js"
import { parseAddress, parseRange } from "./parseIpRange.js"

const problemWith = (text: string): string | undefined => {
  if (parseRange(text) !== undefined) return undefined
  if (text === "") return "must not be empty"
  if (text.includes("%")) return "must not have a zone id (%)"
  const slash = text.indexOf("/")
  const address = slash === -1 ? undefined : parseAddress(text.slice(0, slash))
  if (address === undefined) {
    return "must be an IPv4 or IPv6 address, or a CIDR block such as 192.0.2.0/24"
  }
  return text.includes(":")
    ? "must have a prefix length of 0 to 128 after the slash"
    : "must have a prefix length of 0 to 32 after the slash"
}

/**
 * Schema of an IPv4 address, an IPv6 address, or a CIDR block of either, as text.
 *
 * Only forms that every reader takes for the same addresses: IPv4 as four decimal numbers without
 * leading zeros, IPv6 in any form of RFC 4291, a prefix length without leading zeros. Zone ids are
 * refused, since they mean something on one machine only. Bits behind the prefix may be set:
 * `192.0.2.7/24` is `192.0.2.0/24` (whether BitGPT takes it is not documented).
 *
 * The text of the problem never repeats the value.
 *
 * Source: BitGPT's developer reference on `ip_allow_list`: IPv4, IPv6 or CIDR.
 *
 * @example
 * ```ts
 * import { IpRange } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const isIpRange = Schema.is(IpRange)
 *
 * isIpRange("192.0.2.0/24") // true
 * isIpRange("2001:db8::1") // true
 * isIpRange("192.0.2") // false
 * ```
 */
export const IpRange: Schema.Schema<string> = Text.pipe(
  Schema.filter((text) => problemWith(text) ?? true, {
    identifier: "IpRange",
    description: "an IPv4 or IPv6 address, or a CIDR block",
    examples: ["192.0.2.1", "192.0.2.0/24", "2001:db8::/32"],
    // Without one, a JSON Schema has neither the description nor the examples.
    jsonSchema: {},
    arbitrary: () => (fc) =>
      fc.oneof(
        fc.ipV4(),
        fc.ipV6(),
        fc.tuple(fc.ipV4(), fc.nat(32)).map((parts) => parts.join("/")),
        fc.tuple(fc.ipV6(), fc.nat(128)).map((parts) => parts.join("/"))
      )
  })
)

/** An IPv4 address, an IPv6 address, or a CIDR block, as text. */
export type IpRange = typeof IpRange.Type
