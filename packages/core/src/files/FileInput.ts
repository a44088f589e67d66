/**
 * What the methods of `Files` take.
 *
 * @module
 */
import { identity } from "effect/Function"
import * as Schema from "effect/Schema"
import { enumInput } from "../internal/codec/openEnum.js"
import { Label, Text } from "../internal/codec/text.js"
import { pagingFields } from "../internal/resource/pages.js"
import { FileType } from "./BitGptFile.js"

/**
 * Which files a list has. All fields are optional.
 *
 * Source: BitGPT's developer reference, `GET /files`.
 *
 * @example
 * ```ts
 * import type { FileFilter } from "effect-bitgpt"
 *
 * const images: FileFilter = { type: "image", search: "logo", limit: 50 }
 * ```
 */
export const FileFilter = Schema.Struct({
  /**
   * A text to find in names. That its parameter is called `search` is an assumption: the documentation
   * names it nowhere.
   */
  search: Schema.optional(Text),
  /** The type of the files. */
  type: Schema.optional(enumInput(FileType, "image")),
  ...pagingFields
})

/** Which files a list has. */
export interface FileFilter extends Schema.Schema.Type<typeof FileFilter> {}

const upload = {
  /**
   * The content, of any size: it is read while it is sent. A `File`, a `Blob` made of bytes, or on Node
   * `await openAsBlob(path)` of `node:fs`.
   */
  file: Schema.instanceOf(Blob, { message: () => "must be a Blob" }),
  /** Name for people: 1 to 255 characters. Default: the file's own name. */
  name: Schema.optional(Label)
}

/**
 * A file to upload: what `upload` takes, and checks its input with.
 *
 * Source: BitGPT's developer reference, `POST /files/upload`.
 *
 * @example
 * ```ts
 * import type { FileUpload } from "effect-bitgpt"
 *
 * const input: FileUpload = {
 *   file: new Blob(["id,price\n1,10\n"], { type: "text/csv" }),
 *   fileName: "prices.csv"
 * }
 * ```
 */
export const FileUpload = Schema.transform(
  Schema.Struct(upload),
  Schema.Struct({
    ...upload,
    /** The file's own name. Default: that of a `File`; `blob` for a `Blob`, which has none. */
    fileName: Schema.optional(Label)
  }),
  {
    strict: true,
    decode: identity,
    encode: ({ file, fileName, name }) => ({
      file: fileName === undefined ? file : new File([file], fileName, { type: file.type }),
      name
    })
  }
)

/** A file to upload. */
export interface FileUpload extends Schema.Schema.Type<typeof FileUpload> {}
