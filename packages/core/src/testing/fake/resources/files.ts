import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"
import { FileRecord } from "../records/FileRecord.js"
import * as Input from "../server/input.js"
import type { FakeAnswer, FakeRequest } from "../server/message.js"
import { invalid, malformed, type Refused } from "../server/refused.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Time from "../values/time.js"
import { found } from "./found.js"
import { page, PageInput } from "./page.js"

const types = ["image", "document", "video", "audio", "archive", "general"]

const ListInput = Schema.Struct({
  ...PageInput,
  search: Schema.optional(Input.text),
  type: Schema.optional(Input.oneOf(types))
})

const UploadInput = Schema.Struct({ name: Schema.optional(Input.label) })

const typeOf = (mimeType: string): string => {
  const kind = /^(image|video|audio)\//.exec(mimeType)?.[1]
  if (kind !== undefined) return kind
  if (/zip|tar|7z|rar/.test(mimeType)) return "archive"
  return /^text\/|pdf|document|msword|sheet|presentation/.test(mimeType) ? "document" : "general"
}

/** Where the bytes of files are served: no path of the API begins like this. */
const assets = "/assets/"

const names = (file: FileRecord) => {
  const original_name = file.original_name ?? file.name
  const extension = /\.[a-z0-9]{1,10}$/i.exec(original_name)?.[0].toLowerCase() ?? ""
  const type = typeOf(file.mime_type)
  const filename = `${file.id.replace(/^file_/, "")}${extension}`
  return {
    original_name,
    filename,
    filepath: `org_uploads/${file.organization_id}/${type}/${filename}`,
    type
  }
}

const urlOf = (file: FileRecord, { baseUrl }: World): string =>
  `${baseUrl}${assets}${names(file).filepath}`

/** A file as a get prints it, and the list. */
const print = (file: FileRecord, world: World) => {
  const { type, ...rest } = names(file)
  return {
    id: file.id,
    ...(file.hash === undefined ? {} : { hash: file.hash }),
    organization_id: file.organization_id,
    name: file.name,
    ...rest,
    mime_type: file.mime_type,
    file_size: file.content.byteLength,
    type,
    created_at: file.created_at,
    updated_at: file.updated_at,
    url: urlOf(file, world)
  }
}

const notMultipart = () => malformed("The request body must be multipart/form-data.")

const readForm = ({ body, headers }: FakeRequest): Effect.Effect<FormData, Refused> =>
  Effect.tryPromise({
    try: () =>
      new Response(body.slice(), {
        headers: { "content-type": headers["content-type"] ?? "" }
      }).formData(),
    catch: notMultipart
  })

const readUpload = (request: FakeRequest) =>
  Effect.gen(function* () {
    if (!/^multipart\/form-data *;/i.test(request.headers["content-type"] ?? "")) {
      return yield* notMultipart()
    }
    const form = yield* readForm(request)
    const file = form.get("file")
    if (file === null || typeof file === "string") {
      return yield* invalid({ file: "The file field must be a file." })
    }
    const name = form.get("name") ?? undefined
    const input = yield* Input.check(UploadInput, name === undefined ? {} : { name })
    const content = new Uint8Array(yield* Effect.promise(() => file.arrayBuffer()))
    const digest = yield* Effect.promise(() => crypto.subtle.digest("SHA-256", content))
    return { content, file, hash: Encoding.encodeHex(new Uint8Array(digest)), name: input.name }
  })

export const routes = (world: World): ReadonlyArray<Route> => {
  const { files, identifiers } = world

  return [
    route("POST /files/upload", "AnyToken", (request) =>
      Effect.map(readUpload(request), ({ content, file, hash, name }) => {
        const is_duplicate = files.all().some((other) => other.hash === hash)
        const record = FileRecord.make({
          id: `file_${identifiers.uuid()}`,
          name: name ?? file.name,
          original_name: file.name,
          mime_type: file.type === "" ? "application/octet-stream" : file.type,
          hash,
          content,
          created_at: Time.formatMillis(request.now)
        })
        files.set(record)
        return {
          data: {
            id: record.id,
            name: record.name,
            url: urlOf(record, world),
            size: content.byteLength,
            mime_type: record.mime_type,
            type: typeOf(record.mime_type),
            is_duplicate
          }
        }
      })
    ),
    route("GET /files", "AnyToken", ({ query }) =>
      Effect.map(Input.readQuery(ListInput, query), (filter) => {
        const search = (filter.search ?? "").toLowerCase()
        const wanted = files
          .all()
          .filter(
            (file) =>
              (filter.type ?? typeOf(file.mime_type)) === typeOf(file.mime_type) &&
              [file.name, names(file).original_name].some((name) =>
                name.toLowerCase().includes(search)
              )
          )
        return {
          data: page(
            wanted.map((file) => print(file, world)),
            filter
          )
        }
      })
    ),
    route("GET /files/{id}", "AnyToken", ({ id }) =>
      Effect.map(found(files, id), (file) => ({ data: print(file, world) }))
    ),
    route("DELETE /files/{id}", "AnyToken", ({ id }) =>
      Effect.map(found(files, id), () => {
        files.remove(id)
        return { data: { id }, message: "File deleted successfully" }
      })
    )
  ]
}

/** Serves the bytes of a file at its URL, without a token. `undefined` for any other request. */
export const asset = ({ method, path }: FakeRequest, { files }: World): FakeAnswer | undefined => {
  if (method !== "GET" || !path.startsWith(assets)) return undefined
  const file = files.all().find((each) => path === `${assets}${names(each).filepath}`)
  return file === undefined
    ? { status: 404, headers: { "content-type": "text/plain" }, body: new Uint8Array() }
    : {
        status: 200,
        headers: {
          "content-type": file.mime_type,
          // A page that was uploaded may not act for the address that serves it.
          "content-security-policy": "sandbox",
          "x-content-type-options": "nosniff"
        },
        body: file.content
      }
}
