import * as Schema from "effect/Schema"

const problemWith = (value: string): string | undefined => {
  if (value === "") return "must not be empty"
  if (/^(?:sk|whs)_(?:live|test)_/.test(value)) return "is a secret, not an id"
  // All that the expressions below look for is not in an id as BitGPT prints it.
  if (/^[\w-]+$/.test(value)) return undefined
  if (value === "." || value.includes("..")) return 'must not be "." or contain ".."'
  if (/[/\\?#]/.test(value)) return "must not contain any of / \\ ? #"
  // Control characters and lone surrogates: the first change the request, the second have no
  // percent-encoding at all.
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return "must not contain control or broken characters"
  return undefined
}

/**
 * A string that stays one segment of a URL's path: not empty, and nothing in it that could lead
 * the request to another resource. The problem's text never repeats the value, which may be a
 * secret in the wrong place.
 */
export const PathSegment = Schema.String.annotations({ message: () => "must be a string" }).pipe(
  Schema.filter(problemWith, { identifier: "PathSegment" })
)

/** A {@link PathSegment} where these words are paths of other calls. */
export const pathSegmentExcept = (...words: ReadonlyArray<string>) =>
  PathSegment.pipe(
    Schema.filter((value) => !words.includes(value) || "is not an id but the name of another call")
  )

/** An id as BitGPT prints it: any string but an empty one. */
export const Id = Schema.NonEmptyString

/** An {@link Id} where BitGPT may print a number for one. */
export const IdOrNumber: Schema.Schema<string, string | number> = Schema.transform(
  Schema.Union(Schema.String, Schema.JsonNumber),
  Id,
  { strict: true, decode: String, encode: (id) => id }
)
