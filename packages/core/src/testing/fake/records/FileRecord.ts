import * as Schema from "effect/Schema"
import { OrganizationId, textOr, times } from "./fields.js"

/**
 * A file as the fake keeps it, with the names and forms of the wire, and its bytes as `content` (in
 * Base64 where it is encoded).
 *
 * @example
 * ```ts
 * import { FileRecord } from "effect-bitgpt/fake"
 *
 * const note = FileRecord.make({
 *   id: "file_1",
 *   name: "note.txt",
 *   mime_type: "text/plain",
 *   content: new TextEncoder().encode("hello")
 * })
 * ```
 */
export const FileRecord = Schema.Struct({
  /** The file's id: `file_` and a UUIDv7 where the fake makes it. */
  id: Schema.NonEmptyString,
  /** The organization that the file belongs to. Default: the fake's own. */
  organization_id: OrganizationId,
  /** Name for people. */
  name: Schema.String,
  /** The name of the file uploaded. Default: `name`. */
  original_name: Schema.optional(Schema.String),
  /** The media type. Default: `application/octet-stream`. */
  mime_type: textOr("application/octet-stream"),
  /** SHA-256 of the content in hexadecimal digits. Default: answers have no such field. */
  hash: Schema.optional(Schema.String),
  /** The file's bytes. */
  content: Schema.Uint8ArrayFromBase64,
  ...times
})

/** A file as the fake keeps it. */
export type FileRecord = typeof FileRecord.Type
