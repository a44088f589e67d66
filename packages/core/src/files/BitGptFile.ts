/**
 * A file kept by BitGPT.
 *
 * @module
 */
import { identity } from "effect/Function"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { lenient } from "../internal/codec/field.js"
import { Flag } from "../internal/codec/flag.js"
import { Id } from "../internal/codec/id.js"
import { type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"
import { Timestamp } from "../internal/codec/timestamp.js"

/**
 * Id of a file: any string but an empty one. BitGPT prints `file_` and a UUIDv7.
 *
 * @example
 * ```ts
 * import { FileId } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const id = Schema.decodeSync(FileId)("file_0198042e-6dde-7b9c-bc91-452a7e0c833b")
 * ```
 */
export const FileId = Id.pipe(Schema.brand("FileId", { identifier: "FileId" }))

/** Id of a file, checked. */
export type FileId = typeof FileId.Type

/**
 * Every type of file that BitGPT's developer reference lists.
 *
 * @example
 * ```ts
 * import { knownFileTypes } from "effect-bitgpt"
 *
 * const options = knownFileTypes.map((type) => ({ label: type, value: type }))
 * ```
 */
export const knownFileTypes = ["image", "document", "video", "audio", "archive", "general"] as const

/** A type of file that the documentation lists. */
export type KnownFileType = (typeof knownFileTypes)[number]

/** A type of file. Editors complete the documented ones; any other string is a type too. */
export type FileType = OpenEnum<KnownFileType>

/**
 * Schema of a {@link FileType}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { FileType } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const type = Schema.decodeSync(FileType)("image")
 *
 * FileType.isKnown("image") // true
 * FileType.isKnown("hologram") // false
 * ```
 */
export const FileType: EnumSchema<FileType> = openEnum("FileType", knownFileTypes)

const Fields = Schema.Struct({
  /** The file's id. */
  id: FileId,
  /** The name given with the upload, else that of the file uploaded. */
  name: lenient(Schema.String, "name"),
  /** The name of the file uploaded. */
  originalName: lenient(Schema.String, "original_name"),
  /** The name in BitGPT's store. */
  filename: lenient(Schema.String, "filename"),
  /** The path in BitGPT's store. */
  filepath: lenient(Schema.String, "filepath"),
  /**
   * Where the file can be fetched from, as BitGPT prints it. This library never requests it: whether it
   * needs a token is not documented, and yours must not be sent there.
   */
  url: lenient(Schema.String, "url"),
  /** The media type, such as `image/jpeg`. */
  mimeType: lenient(Schema.String, "mime_type"),
  /** What kind of file it is. */
  type: lenient(FileType, "type"),
  /** How many bytes it has. */
  size: lenient(Schema.NonNegativeInt, "size"),
  /** A hash of the content, by which BitGPT finds duplicates: SHA-256 by its length (not documented). */
  hash: lenient(Schema.String, "hash"),
  /**
   * Whether the content was known before. In the answer to `upload` alone; whether the id is then the old
   * one is not documented.
   */
  isDuplicate: lenient(Flag, "is_duplicate"),
  /** The organization that the file belongs to. */
  organizationId: lenient(Schema.String, "organization_id"),
  /** When the file was uploaded. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When the file was last updated. None until the first update. */
  updatedAt: lenient(Timestamp, "updated_at")
})

/** Some answers name the size `file_size`. */
const withSize = (wire: unknown): unknown =>
  Predicate.isRecord(wire) && "file_size" in wire && !Predicate.isNumber(wire["size"])
    ? { ...wire, size: wire["file_size"] }
    : wire

/**
 * A file kept by BitGPT.
 *
 * Only `id` has to be there: every other field that is missing, or not as documented, is none. `size` is
 * read from `size` or `file_size`, whichever came. Times are UTC (assumed: the wire names no zone).
 *
 * Source: BitGPT's developer reference, pages of `/files`.
 *
 * @example
 * ```ts
 * import type { BitGptFile } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const isLarge = (file: BitGptFile) => Option.exists(file.size, (bytes) => bytes > 1_000_000)
 * ```
 */
export const BitGptFile = Schema.compose(
  Schema.transform(Schema.Unknown, Schema.Unknown, { decode: withSize, encode: identity }),
  Fields,
  { strict: false }
)

/** A file kept by BitGPT. */
export interface BitGptFile extends Schema.Schema.Type<typeof Fields> {}
