import ipaddr from "ipaddr.js"

/** An IPv4 or IPv6 address, never an IPv4-mapped one. */
type Address = ipaddr.IPv4 | ipaddr.IPv6

/** All addresses whose first `prefixLength` bits are those of `address`. */
export interface Range {
  readonly address: Address
  readonly prefixLength: number
}

// The library reads the IPv4 part of an IPv6 address as leniently as `inet_aton`, and takes
// `::192.0.2.1` for a mapped address. In groups of hexadecimals it is strict.
const withoutDots = (text: string): string | undefined => {
  const start = text.lastIndexOf(":") + 1
  const tail = text.slice(start)
  if (!tail.includes(".")) return text
  if (!ipaddr.IPv4.isValidFourPartDecimal(tail)) return undefined
  const [high = 0, low = 0] = ipaddr.IPv4.parse(tail).toIPv4MappedAddress().parts.slice(-2)
  return `${text.slice(0, start)}${high.toString(16)}:${low.toString(16)}`
}

const parse = (text: string): Address | undefined => {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  const groups = withoutDots(text)
  return groups === undefined || groups.includes("%") || !ipaddr.IPv6.isValid(groups)
    ? undefined
    : ipaddr.IPv6.parse(groups)
}

const withoutMapping = (range: Range): Range =>
  range.address instanceof ipaddr.IPv6 &&
  range.address.isIPv4MappedAddress() &&
  range.prefixLength >= 96
    ? { address: range.address.toIPv4Address(), prefixLength: range.prefixLength - 96 }
    : range

const decimal = /^(?:0|[1-9]\d{0,2})$/

/** Reads an address or a CIDR block. Either of IPv4-mapped addresses is that of IPv4. */
export const parseRange = (text: string): Range | undefined => {
  const slash = text.indexOf("/")
  const address = parse(slash === -1 ? text : text.slice(0, slash))
  if (address === undefined) return undefined
  const bits = address.kind() === "ipv4" ? 32 : 128
  if (slash === -1) return withoutMapping({ address, prefixLength: bits })
  const suffix = text.slice(slash + 1)
  return decimal.test(suffix) && Number(suffix) <= bits
    ? withoutMapping({ address, prefixLength: Number(suffix) })
    : undefined
}

/** Reads one address: not a CIDR block, not even one of a single address. */
export const parseAddress = (text: string): Address | undefined =>
  text.includes("/") ? undefined : parseRange(text)?.address

/** Whether the range holds the address. One of IPv4 is in none of IPv6, and the other way round. */
export const contains = (range: Range, address: Address): boolean =>
  address.kind() === range.address.kind() && address.match(range.address, range.prefixLength)
