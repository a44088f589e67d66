import * as Schema from "effect/Schema"
import { createdAt, OrganizationId, orNull, Time } from "./fields.js"

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
  id: Schema.NonEmptyString,
  organization_id: OrganizationId,
  name: Schema.String,
  /** Default: the name. */
  original_name: Schema.optional(Schema.String),
  mime_type: Schema.optionalWith(Schema.String, { default: () => "application/octet-stream" }),
  /** SHA-256 in hexadecimal digits. */
  hash: Schema.optional(Schema.String),
  content: Schema.Uint8ArrayFromBase64,
  created_at: createdAt,
  updated_at: orNull(Time)
})

/** A file as the fake keeps it. */
export type FileRecord = typeof FileRecord.Type
