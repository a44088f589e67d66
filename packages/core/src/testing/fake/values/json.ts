/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The depth at which PHP's own reader of JSON stops. */
const maxDepth = 512

const depth = (text: string): number => {
  let [deepest, current] = [0, 0]
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++current)
    else if (token === "]" || token === "}") current--
  }
  return deepest
}

/** Reads JSON. `undefined` for a text that is not JSON, or is nested more than 512 deep. */
export const parse = (text: string): unknown => {
  if (depth(text) > maxDepth) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The same text for the same JSON value, in whatever order its fields came. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part
  )
