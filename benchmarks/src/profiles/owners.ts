/** A function in a profile. */
export interface Place {
  readonly url: string
  readonly functionName: string
}

/** Whose code a function is; nothing where no code runs. */
export type OwnerOf = (place: Place) => string | undefined

const garbageCollector = "garbage collector"
const node = "Node and native code"
const fetchOfNode = "`fetch` of Node"
const ours = "this library"

/** The part of this library that a file of it is. */
export const partOf = (file: string): string => {
  const path = /\/core\/dist\/(.*)$/.exec(file)?.[1]?.split("/") ?? []
  if (path[0] === "internal") return path[1] ?? ""
  return path.length > 1 ? (path[0] ?? "") : "services and exports"
}

/** By package, with what belongs to Node in three. */
export const packageOf: OwnerOf = ({ functionName, url }) => {
  if (functionName === "(idle)") return undefined
  if (functionName === "(garbage collector)") return garbageCollector
  if (url.startsWith("node:internal/deps/undici")) return fetchOfNode
  if (url === "" || url.startsWith("node:")) return node
  if (url.includes("/core/dist/")) return ours
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? "the benchmark"
}

/** As `packageOf`, with the modules of Effect and the parts of this library told apart. */
export const moduleOf: OwnerOf = (place) => {
  const owner = packageOf(place)
  if (owner === ours) return `this library: ${partOf(place.url)}`
  const module = /([^/]+)\.js$/.exec(place.url)?.[1]
  return owner === "effect" && module !== undefined ? `effect: ${module}` : owner
}
