import { FastCheck } from "effect"

/** An IP address as a number, and the ways to write it. */
export interface Ip {
  readonly bits: 32 | 128
  readonly value: bigint
}

const below = (bits: number) => FastCheck.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })

const isMapped = (value: bigint) => value >> 32n === 0xffffn

export const ipv4: FastCheck.Arbitrary<Ip> = below(32).map((value) => ({ bits: 32, value }))

/** Without IPv4-mapped ones. Many of them have runs of zeros, as real ones do. */
export const ipv6: FastCheck.Arbitrary<Ip> = FastCheck.oneof(
  below(128),
  FastCheck.array(FastCheck.oneof(FastCheck.constant(0n), below(16)), {
    minLength: 8,
    maxLength: 8
  }).map((groups) => groups.reduce((value, group) => (value << 16n) | group, 0n))
)
  .filter((value) => !isMapped(value))
  .map((value) => ({ bits: 128, value }))

export const ip = FastCheck.oneof(ipv4, ipv6)

export const dotted = (value: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".")

const groupsOf = (value: bigint): ReadonlyArray<string> =>
  [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((value >> shift) & 0xffffn).toString(16))

/** The longest run of zero groups, as `::`. */
const compressed = (groups: ReadonlyArray<string>): string =>
  groups.join(":").replace(/(?:^|:)(?:0(?::|$)){2,}/, "::")

const ipv6Forms = (value: bigint): ReadonlyArray<string> => {
  const groups = groupsOf(value)
  const tail = dotted(value & 0xffffffffn)
  return [
    groups.join(":"),
    groups.map((group) => group.padStart(4, "0")).join(":"),
    groups.join(":").toUpperCase(),
    compressed(groups),
    compressed(groups).toUpperCase(),
    `${groups.slice(0, 6).join(":")}:${tail}`,
    `${compressed(groups.slice(0, 6))}:${tail}`.replace(":::", "::")
  ]
}

/** The IPv4-mapped IPv6 addresses of an IPv4 address. */
export const mappedForms = (value: bigint) => ipv6Forms((0xffffn << 32n) | value)

const formsOf = ({ bits, value }: Ip) => (bits === 32 ? [dotted(value)] : ipv6Forms(value))

/** An address, written in one of its ways. */
export const written = (address: Ip): FastCheck.Arbitrary<string> =>
  FastCheck.constantFrom(...formsOf(address))

/** The address with one bit turned over, counted from the first. */
export const flip = ({ bits, value }: Ip, bit: number): Ip => ({
  bits,
  value: value ^ (1n << BigInt(bits - 1 - bit))
})

/** Whether the first bits of two addresses are the same. */
export const sharePrefix = (one: Ip, other: Ip, length: number): boolean => {
  const rest = BigInt(one.bits - length)
  return one.bits === other.bits && one.value >> rest === other.value >> rest
}
