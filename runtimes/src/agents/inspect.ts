/** Stands in for `node:util` where a runtime has none: there, this is how a value is looked at. */
export const inspect = (value: unknown): string => {
  try {
    return `${String(value)} ${JSON.stringify(value)}`
  } catch {
    return String(value)
  }
}
