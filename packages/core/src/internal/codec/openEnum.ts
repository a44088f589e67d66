import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Schema from "effect/Schema"

/**
 * Words of BitGPT, of which the documentation lists some: editors complete those, and every other text is
 * read and passed on too, so that a word that BitGPT adds later costs nothing.
 */
export type OpenEnum<Known extends string> = Known | (string & {})

/** Schema of an {@link OpenEnum}, in an answer: decodes every string. */
export const openEnum = <const Known extends string>(
  identifier: string,
  known: NonEmptyReadonlyArray<Known>
): Schema.Schema<OpenEnum<Known>, string> =>
  Schema.String.annotations({
    identifier,
    examples: [known[0], ...known.slice(1, 2)],
    arbitrary: () => (fc) => fc.oneof(fc.constantFrom(...known), fc.string())
  })

/** The same in an input: any text but an empty one. */
export const openEnumInput = <A extends string>(
  words: Schema.Schema<A, string>,
  example: string
): Schema.Schema<A, string> =>
  words
    .annotations({ message: () => `must be text, such as ${example}` })
    .pipe(Schema.filter((word) => word !== "" || "must not be empty"))

/** Whether the documentation lists a word. */
export const isOneOf = <const Known extends string>(
  known: NonEmptyReadonlyArray<Known>
): ((word: string) => word is Known) => {
  const words: ReadonlySet<string> = new Set(known)
  return (word): word is Known => words.has(word)
}
