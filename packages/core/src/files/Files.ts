/**
 * The files of a BitGPT organization.
 *
 * @module
 */
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { pathSegmentExcept } from "../internal/codec/id.js"
import type { JsonObject } from "../internal/codec/jsonObject.js"
import { call, noAnswer } from "../internal/resource/describe.js"
import { form } from "../internal/resource/form.js"
import { pageOf, pages } from "../internal/resource/pages.js"
import * as Resource from "../internal/resource/resource.js"
import { BitGptFile } from "./BitGptFile.js"
import { FileFilter, FileUpload } from "./FileInput.js"

const ById = Schema.Struct({ id: pathSegmentExcept("upload") })

/** What a file has besides its id, in one answer or the other. */
const telling = ["name", "original_name", "url", "mime_type", "size", "file_size", "hash"]

/**
 * Finds the file in an answer. BitGPT's pages say that it is in `data`, their printed bodies have it beside
 * `data`, which holds only a placeholder there.
 */
const fileIn = (body: JsonObject): unknown => {
  const { data } = body
  const hasOnlyId = !Predicate.isRecord(data) || Object.keys(data).every((key) => key === "id")
  return hasOnlyId && telling.some((field) => field in body)
    ? { ...(Predicate.isRecord(data) ? data : undefined), ...body }
    : data
}

const list = call({
  method: "GET",
  path: "/files",
  arguments: (filter: FileFilter = {}) => filter,
  input: FileFilter,
  output: pageOf(named<BitGptFile>()(BitGptFile))
})

/**
 * Service for the files of an organization, such as the images of its products. `BitGpt.layer` and its
 * siblings provide it; in tests, `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent.
 *
 * @example
 * ```ts
 * import { BitGpt, Files } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const files = yield* Files
 *   const logo = new Blob(["<svg/>"], { type: "image/svg+xml" })
 *   const { id, url } = yield* files.upload({ file: logo, fileName: "logo.svg" })
 *   yield* Effect.log(id, url)
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Files extends Resource.Tag("Files")<Files>()({
  /**
   * Uploads a file, as `multipart/form-data`. It is read while it is sent, so a large one on a disk needs
   * no memory. An attempt has the time of `TimeoutPolicy`, which may be too short for a slow line.
   *
   * BitGPT documents no idempotency key for this call. So it is never sent again once the request may
   * have arrived, whatever the retry policy. That BitGPT finds duplicates suggests that a second upload of
   * the same content stores nothing (not documented).
   *
   * Source: BitGPT's developer reference, `POST /files/upload`.
   */
  upload: call({
    method: "POST",
    path: "/files/upload",
    makeBody: form,
    arguments: (input: FileUpload) => input,
    input: FileUpload,
    output: named<BitGptFile>()(BitGptFile),
    dataIn: fileIn
  }),

  /**
   * Lists files, one page of them: BitGPT's default `limit` is 20. The form of the answer is not
   * documented: an object with `items`, and `count` where there is one, is read, and a bare array too;
   * everything else is a `DecodeError`. Only the `id` of an entry is required: other odd fields are none, and
   * don't fail the page.
   *
   * Source: BitGPT's developer reference, `GET /files`.
   */
  list,

  /**
   * Streams all files of a filter, from its `offset` on, page by page; `limit` is the size of a page. The
   * next page is asked for when its first file is wanted, and the stream ends at an empty page. It fails
   * with `DecodeError` on a page that repeats the one before, as from a server that ignores `offset`.
   */
  stream: pages("list", list),

  /**
   * Gets one file: what BitGPT knows of it, not its content, which is at its `url`.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent, and so is
   * `upload`, the path of another call.
   *
   * Source: BitGPT's developer reference, `GET /files/{id}`.
   */
  get: call({
    method: "GET",
    path: "/files/{id}",
    arguments: (id: string) => ({ id }),
    input: ById,
    output: named<BitGptFile>()(BitGptFile),
    dataIn: fileIn
  }),

  /**
   * Deletes a file. If BitGPT says that the file is not there, a first request fails with `NotFoundError`. A
   * repeated one succeeds, because the one before may have deleted it. A 404 without BitGPT's envelope, as of
   * a proxy, always fails, with `isFromBitGpt` false. What becomes of a product that uses the file is not
   * documented.
   *
   * Source: BitGPT's developer reference, `DELETE /files/{id}`.
   */
  delete: call({
    method: "DELETE",
    path: "/files/{id}",
    arguments: (id: string) => ({ id }),
    input: ById,
    output: noAnswer
  })
}) {}
