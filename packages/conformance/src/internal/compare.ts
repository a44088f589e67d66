const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const show = (value: unknown): string => JSON.stringify(value ?? null)

/** A flag and an amount have several forms on the wire, of which no client has to keep the one that came. */
const plain = (value: unknown): unknown =>
  typeof value === "boolean"
    ? Number(value)
    : typeof value === "string" && /^-?\d+\.\d+$/.test(value)
      ? value.replace(/\.?0+$/, "")
      : (value ?? null)

/**
 * Where a value is not what was expected. An object may have more fields than expected; null is
 * expected of what is null or missing; a list has exactly the entries expected.
 */
export const differences = (
  expected: unknown,
  actual: unknown,
  path: string
): ReadonlyArray<string> => {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path} is ${show(actual)}, not ${show(expected)}`]
    }
    return expected.flatMap((entry: unknown, index) =>
      differences(entry, actual[index], `${path}[${index}]`)
    )
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, actual[name], `${path}.${name}`)
    )
  }
  return plain(expected) === plain(actual)
    ? []
    : [`${path} is ${show(actual)}, not ${show(expected)}`]
}
