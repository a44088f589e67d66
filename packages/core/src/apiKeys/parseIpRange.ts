import * as Url from "@effect/platform/Url"
import * as Either from "effect/Either"

/** An IPv4 or IPv6 address, never an IPv4-mapped one. */
export interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

/** All addresses whose first `prefixLength` bits are those of `address`. */
export interface Range {
  readonly address: Address
  readonly prefixLength: number
}

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`)

const parseIpv4 = (text: string): Address | undefined =>
  ipv4.test(text)
    ? {
        bits: 32,
        value: text.split(".").reduce((value, part) => value * 256n + BigInt(part), 0n)
      }
    : undefined

// What a URL may have around an address, or has taken out of it, is none of it. WebKit, in Safari and
// Bun, takes `::1:` for an address.
const ofIpv6 = /^(?:::|[\da-f])(?:[\da-f:.]*(?:::|[\da-f]))?$/i

const groupsOf = (text: string): ReadonlyArray<string> => (text === "" ? [] : text.split(":"))

// WebKit refuses some addresses that end as one of IPv4.
const withoutDots = (text: string): string | undefined => {
  if (!text.includes(".")) return text
  const tailAt = text.lastIndexOf(":") + 1
  const tail = parseIpv4(text.slice(tailAt))?.value
  return tail === undefined
    ? undefined
    : `${text.slice(0, tailAt)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`
}

/** Every runtime reads IPv6 strictly in a URL, and writes it in one form: hexadecimal, `::` once. */
const parseIpv6 = (text: string): Address | undefined => {
  const hexadecimal = ofIpv6.test(text) ? withoutDots(text) : undefined
  if (hexadecimal === undefined) return undefined
  const url = Url.fromString(`http://[${hexadecimal}]`)
  if (Either.isLeft(url)) return undefined
  const [head = "", tail = ""] = url.right.hostname.slice(1, -1).split("::")
  const [first, last] = [groupsOf(head), groupsOf(tail)]
  const between = new Array<string>(8 - first.length - last.length).fill("0")
  const digits = [...first, ...between, ...last].map((group) => group.padStart(4, "0"))
  return { bits: 128, value: BigInt(`0x${digits.join("")}`) }
}

const withoutMapping = ({ address, prefixLength }: Range): Range =>
  address.bits === 128 && address.value >> 32n === 0xffffn && prefixLength >= 96
    ? {
        address: { bits: 32, value: address.value & 0xffff_ffffn },
        prefixLength: prefixLength - 96
      }
    : { address, prefixLength }

const decimal = /^(?:0|[1-9]\d{0,2})$/

/** Reads an address or a CIDR block. Either of IPv4-mapped addresses is that of IPv4. */
export const parseRange = (text: string): Range | undefined => {
  const slash = text.indexOf("/")
  const written = slash === -1 ? text : text.slice(0, slash)
  const address = parseIpv4(written) ?? parseIpv6(written)
  if (address === undefined) return undefined
  if (slash === -1) return withoutMapping({ address, prefixLength: address.bits })
  const suffix = text.slice(slash + 1)
  return decimal.test(suffix) && Number(suffix) <= address.bits
    ? withoutMapping({ address, prefixLength: Number(suffix) })
    : undefined
}

/** Reads one address: not a CIDR block, not even one of a single address. */
export const parseAddress = (text: string): Address | undefined =>
  text.includes("/") ? undefined : parseRange(text)?.address

/** Whether the range holds the address. One of IPv4 is in none of IPv6, and the other way round. */
export const contains = (range: Range, address: Address): boolean =>
  address.bits === range.address.bits &&
  (address.value ^ range.address.value) >> BigInt(address.bits - range.prefixLength) === 0n
