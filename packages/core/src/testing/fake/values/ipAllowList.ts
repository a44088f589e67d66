interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

const ofParts = (bits: 32 | 128, parts: ReadonlyArray<number>): Address => {
  const size = BigInt(bits / parts.length)
  return { bits, value: parts.reduce((value, part) => (value << size) | BigInt(part), 0n) }
}

const readV4 = (text: string): Address | undefined => {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text)) return undefined
  const parts = text.split(".").map(Number)
  return parts.every((part) => part <= 255) ? ofParts(32, parts) : undefined
}

const groups = (text: string): ReadonlyArray<number> =>
  text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16))

const readV6 = (text: string): Address | undefined => {
  // The parser of URLs knows every way to write one, and gives the shortest.
  const url = `http://[${text}]`
  if (!/^[\d:.a-f]+$/i.test(text) || !URL.canParse(url)) return undefined
  const [head = "", tail = ""] = new URL(url).hostname.slice(1, -1).split("::")
  const [before, after] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return ofParts(128, [...before, ...zeros, ...after])
}

/** An IPv6 address that stands for an IPv4 one is taken for that. */
const read = (text: string): Address | undefined => {
  const address = readV4(text) ?? readV6(text)
  return address?.bits === 128 && address.value >> 32n === 0xffffn
    ? { bits: 32, value: address.value & 0xffffffffn }
    : address
}

interface Range extends Address {
  readonly prefix: number
}

const readRange = (entry: string): Range | undefined => {
  const [, written = "", prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const address = read(written)
  if (address === undefined) return undefined
  const length = prefix === undefined ? address.bits : Number(prefix)
  return length > address.bits ? undefined : { ...address, prefix: length }
}

/** Whether an entry is an IPv4 or IPv6 address, or a range of them in CIDR notation. */
export const isEntry = (entry: string): boolean => readRange(entry) !== undefined

/**
 * Whether a key may be used from an address. An empty list restricts nothing: that is not
 * documented. An entry that is not an address allows nothing.
 */
export const allows = (entries: ReadonlyArray<string>, address: string): boolean => {
  if (entries.length === 0) return true
  const caller = read(address)
  return (
    caller !== undefined &&
    entries.some((entry) => {
      const range = readRange(entry)
      if (range?.bits !== caller.bits) return false
      const rest = BigInt(range.bits - range.prefix)
      return range.value >> rest === caller.value >> rest
    })
  )
}
