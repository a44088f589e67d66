import type { DateTime, Option } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type * as Api from "../../src/index.js"

describe("Files", () => {
  it("gives and takes plain objects", () => {
    expectTypeOf<Api.BitGptFile>().branded.toEqualTypeOf<{
      readonly id: Api.FileId
      readonly name: Option.Option<string>
      readonly originalName: Option.Option<string>
      readonly filename: Option.Option<string>
      readonly filepath: Option.Option<string>
      readonly url: Option.Option<string>
      readonly mimeType: Option.Option<string>
      readonly type: Option.Option<Api.FileType>
      readonly size: Option.Option<number>
      readonly hash: Option.Option<string>
      readonly isDuplicate: Option.Option<boolean>
      readonly organizationId: Option.Option<string>
      readonly createdAt: Option.Option<DateTime.Utc>
      readonly updatedAt: Option.Option<DateTime.Utc>
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
