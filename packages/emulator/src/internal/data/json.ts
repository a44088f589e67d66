import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/** A text that can't be read as JSON. */
export class JsonError extends Data.TaggedError("JsonError")<{ readonly message: string }> {}

const maxDepth = 512

const isDeeperThan = (value: unknown, depth: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth === 0 || Object.values(value).some((part) => isDeeperThan(part, depth - 1)))

/** Reads JSON that is nested at most 512 deep: what is deeper could not be written again. */
export const parseJson = (text: string): Effect.Effect<unknown, JsonError> =>
  Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: () => new JsonError({ message: "it is not JSON" })
  }).pipe(
    Effect.filterOrFail(
      (json) => !isDeeperThan(json, maxDepth),
      () => new JsonError({ message: `it is nested more than ${maxDepth} deep` })
    )
  )
