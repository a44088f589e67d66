import type { DateTime, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

describe("Files", () => {
  it("gives and takes plain objects", () => {
    type Texts =
      | "name"
      | "originalName"
      | "filename"
      | "filepath"
      | "url"
      | "mimeType"
      | "hash"
      | "organizationId"
    type Times = "createdAt" | "updatedAt"
    expectTypeOf<Pick<Api.BitGptFile, Texts>>().toEqualTypeOf<
      Readonly<Record<Texts, Option.Option<string>>>
    >()
    expectTypeOf<Pick<Api.BitGptFile, Times>>().toEqualTypeOf<
      Readonly<Record<Times, Option.Option<DateTime.Utc>>>
    >()
    expectTypeOf<Omit<Api.BitGptFile, Texts | Times>>().toEqualTypeOf<{
      readonly id: Api.FileId
      readonly type: Option.Option<Api.FileType>
      readonly size: Option.Option<number>
      readonly isDuplicate: Option.Option<boolean>
    }>()
    expectTypeOf<Api.FileUpload>().branded.toEqualTypeOf<{
      readonly file: Blob
      readonly fileName?: string | undefined
      readonly name?: string | undefined
    }>()
    expectTypeOf<Api.FileFilter>().branded.toEqualTypeOf<{
      readonly search?: string | undefined
      readonly type?: Api.FileType | undefined
      readonly limit?: number | undefined
      readonly offset?: number | undefined
    }>()
  })
})
