import * as Schema from "effect/Schema"

const problemWith = (value: string): string | undefined => {
  if (value === "") return "must not be empty"
  if (/^sk_(?:live|test)_/.test(value)) return "is the secret of a key, not the id of one"
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
  Schema.filter((value) => problemWith(value) ?? true, {
    identifier: "PathSegment",
    // Schema itself takes out of these what it refuses.
    arbitrary: () => (fc) => fc.string({ minLength: 1, maxLength: 64 })
  })
)
