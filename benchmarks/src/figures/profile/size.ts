import type { Figure } from "../../figure.js"
import { breakdown } from "../../markdown.js"
import { partOf } from "../../profiles/owners.js"
import { bundleOurs } from "../package/size.js"

/** What parts of this library are in a bundle. A part has the share of the compressed size that it has of the code. */
export const size: Figure = async () => {
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const name of ["ours, one resource", "ours, the whole API"] as const) {
    const { bytesByFile, kilobytes } = await bundleOurs(name)
    const total = [...bytesByFile.values()].reduce((sum, bytes) => sum + bytes, 0)
    const parts = new Map<string, number>()
    for (const [file, bytes] of bytesByFile) {
      parts.set(partOf(file), (parts.get(partOf(file)) ?? 0) + (bytes / total) * kilobytes)
    }
    found.set(name, parts)
  }
  return { series: [], tables: { "the size of bundles": breakdown("KB, gzipped", found, 1) } }
}
