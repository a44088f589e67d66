import type { DateTime, Effect, Option, Stream } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type {
  BitGptError,
  BitGptFile,
  FileFilter,
  FileId,
  Files,
  FileType,
  FileUpload
} from "../../src/index.js"
import type { PageOf } from "../support/page.js"

declare const files: typeof Files.Service

describe("Files", () => {
  it("has plain methods", () => {
    expectTypeOf(files.upload).toEqualTypeOf<
      (input: FileUpload) => Effect.Effect<BitGptFile, BitGptError>
    >()
    expectTypeOf(files.list).parameters.toEqualTypeOf<[filter?: FileFilter | undefined]>()
    expectTypeOf(files.list).returns.branded.toEqualTypeOf<
      Effect.Effect<PageOf<BitGptFile>, BitGptError>
    >()
    expectTypeOf(files.stream).toEqualTypeOf<
      (filter?: FileFilter) => Stream.Stream<BitGptFile, BitGptError>
    >()
    expectTypeOf(files.get).toEqualTypeOf<(id: string) => Effect.Effect<BitGptFile, BitGptError>>()
    expectTypeOf(files.delete).toEqualTypeOf<(id: string) => Effect.Effect<void, BitGptError>>()
    expectTypeOf<keyof (typeof files)["withResponse"]>().toEqualTypeOf<
      "upload" | "list" | "get" | "delete"
    >()
  })

  it("gives and takes plain objects", () => {
    expectTypeOf<BitGptFile>().branded.toEqualTypeOf<{
      readonly id: FileId
      readonly name: Option.Option<string>
      readonly originalName: Option.Option<string>
      readonly filename: Option.Option<string>
      readonly filepath: Option.Option<string>
      readonly url: Option.Option<string>
      readonly mimeType: Option.Option<string>
      readonly type: Option.Option<FileType>
      readonly size: Option.Option<number>
      readonly hash: Option.Option<string>
      readonly isDuplicate: Option.Option<boolean>
      readonly organizationId: Option.Option<string>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
    }>()
    expectTypeOf<FileUpload>().branded.toEqualTypeOf<{
      readonly file: Blob
      readonly fileName?: string | undefined
      readonly name?: string | undefined
    }>()
    expectTypeOf<FileFilter>().branded.toEqualTypeOf<{
      readonly search?: string | undefined
      readonly type?: FileType | undefined
      readonly limit?: number | undefined
      readonly offset?: number | undefined
    }>()
  })
})
