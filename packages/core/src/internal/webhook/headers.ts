import type { Input } from "@effect/platform/Headers"
import * as Either from "effect/Either"

/** The headers of a delivery, as BitGPT's documentation writes them. */
export const headerNames = {
  signature: "X-Webhook-Signature",
  timestamp: "X-Webhook-Timestamp",
  event: "X-Webhook-Event"
} as const

/**
 * The one value of a header, or a text of why there is none. Servers hand a repeated header over as a
 * list, or as one value with commas. No header of a delivery has a comma in its value.
 */
export const singleHeader = (headers: Input, name: string): Either.Either<string, string> => {
  const entries: Iterable<readonly [string, string | ReadonlyArray<string> | undefined]> =
    Symbol.iterator in headers ? headers : Object.entries(headers)
  const values: Array<string> = []
  for (const [key, value] of entries) {
    if (key.toLowerCase() === name.toLowerCase()) {
      values.push(...[value ?? []].flat().flatMap((text) => text.split(",")))
    }
  }
  const [value = ""] = values
  if (values.length > 1) return Either.left(`the header ${name} is there more than once`)
  return value.trim() === ""
    ? Either.left(`the header ${name} is missing or empty`)
    : Either.right(value.trim())
}
