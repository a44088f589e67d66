import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Schema from "effect/Schema"

/**
 * Words of BitGPT, of which the documentation lists some: editors complete those, and every other text is
 * read and passed on too, so that a word that BitGPT adds later costs nothing.
 */
export type OpenEnum<Known extends string> = Known | (string & {})

/** The words of an {@link OpenEnum} that the documentation lists. */
type Documented<Word extends string> = Word extends unknown
  ? string extends Word
    ? never
    : Word
  : never

/** Schema of an {@link OpenEnum}: decodes every string. */
export interface EnumSchema<A extends string> extends Schema.Schema<A, string> {
  /** Whether the documentation lists a word. */
  readonly isKnown: (word: string) => word is Documented<A>
}

/** Makes the schema of an {@link OpenEnum} in an answer, from the words that the documentation lists. */
export const openEnum = <const Known extends string>(
  identifier: string,
  known: NonEmptyReadonlyArray<Known>
): Schema.Schema<OpenEnum<Known>, string> & {
  readonly isKnown: (word: string) => word is Known
} => {
  const words: ReadonlySet<string> = new Set(known)
  return Object.assign(
    Schema.String.annotations({
      identifier,
      examples: [known[0], ...known.slice(1, 2)],
      arbitrary: () => (fc) => fc.oneof(fc.constantFrom(...known), fc.string())
    }),
    { isKnown: (word: string): word is Known => words.has(word) }
  )
}

/** The same in an input: any text but an empty one. */
export const enumInput = <A extends string>(
  words: Schema.Schema<A, string>,
  example: string
): Schema.Schema<A, string> =>
  words
    .annotations({ message: () => `must be text, such as ${example}` })
    .pipe(Schema.filter((word) => word !== "" || "must not be empty"))
