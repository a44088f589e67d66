import * as Schema from "effect/Schema"
import { Scope } from "../Scope.js"

/** Text for people. */
export const Text = Schema.String.annotations({ message: () => "must be text" })

const maxLabelLength = 255

/** Name of a key. Its length is counted in Unicode characters: what BitGPT counts is not documented. */
export const Label = Text.pipe(
  Schema.filter(
    (label) => {
      const { length } = Array.from(label)
      return length === 0
        ? "must not be empty"
        : length <= maxLabelLength || `must not be longer than ${maxLabelLength} characters`
    },
    {
      identifier: "Label",
      jsonSchema: { minLength: 1, maxLength: maxLabelLength },
      arbitrary: () => (fc) => fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 255 })
    }
  )
)

/** A scope to give to a key: any but an empty one. */
export const RequestedScope = Scope.annotations({
  message: () => "must be text, such as products.read"
}).pipe(Schema.filter((scope) => scope !== "" || "must not be empty"))

/** A list, of which each entry is checked on its own. */
export const list = <A, I>(entry: Schema.Schema<A, I>) =>
  Schema.Array(entry).annotations({ message: () => "must be a list" })
