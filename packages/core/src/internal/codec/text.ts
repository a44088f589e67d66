import * as Schema from "effect/Schema"

/** Text for people, in an input. */
export const Text = Schema.String.annotations({ message: () => "must be text" })

/** Text in an input that is not empty. */
export const NonEmptyText = Text.pipe(Schema.filter((text) => text !== "" || "must not be empty"))

/**
 * Text for people of 1 to so many characters. They are counted in Unicode characters: what BitGPT counts
 * is not documented.
 */
const textUpTo = (maxLength: number, identifier: string) =>
  Text.pipe(
    Schema.filter(
      (text) => {
        const { length } = Array.from(text)
        return length === 0
          ? "must not be empty"
          : length <= maxLength || `must not be longer than ${maxLength} characters`
      },
      {
        identifier,
        jsonSchema: { minLength: 1, maxLength },
        arbitrary: () => (fc) => fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength })
      }
    )
  )

/** The name of something, as its owner sees it. */
export const Label = textUpTo(255, "Label")

/** A list in an input, of which each entry is checked on its own. */
export const listOf = <A, I>(entry: Schema.Schema<A, I>) =>
  Schema.Array(entry).annotations({ message: () => "must be a list" })
