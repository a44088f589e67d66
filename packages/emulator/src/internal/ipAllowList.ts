import { BlockList, isIP } from "node:net"

const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "")

const addTo = (list: BlockList, entry: string): boolean => {
  const [written = "", prefix, ...more] = entry.split("/")
  const address = unmapped(written)
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  const name = family === 4 ? "ipv4" : "ipv6"
  if (prefix === undefined) {
    list.addAddress(address, name)
    return true
  }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) return false
  list.addSubnet(address, Number(prefix), name)
  return true
}

/** Whether an entry is an IPv4 or IPv6 address, or a range of them in CIDR notation. */
export const isEntry = (entry: string): boolean => addTo(new BlockList(), entry)

/**
 * Whether a key may be used from an address. An empty list restricts nothing: that is not
 * documented. An entry that is no address allows nobody.
 */
export const allows = (entries: ReadonlyArray<string>, address: string): boolean => {
  if (entries.length === 0) return true
  const list = new BlockList()
  for (const entry of entries) addTo(list, entry)
  const caller = unmapped(address)
  const family = isIP(caller)
  return family !== 0 && list.check(caller, family === 4 ? "ipv4" : "ipv6")
}
