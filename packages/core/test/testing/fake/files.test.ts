import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import * as Fake from "../../../src/fake.js"
import { asList, call, data, multipart, problems, request } from "./support.js"

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) % 256)

const upload = (
  fake: Fake.Fake,
  file: { readonly name: string; readonly type: string },
  name?: string
) =>
  Effect.gen(function* () {
    const form = new FormData()
    if (name !== undefined) form.set("name", name)
    form.set("file", new Blob([bytes], { type: file.type }), file.name)
    return yield* data(fake, {
      method: "POST",
      path: "/files/upload",
      ...(yield* multipart(form))
    })
  })

describe("files", () => {
  it.effect("are kept byte for byte, served at their url, and deleted", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make({ baseUrl: "http://127.0.0.1:4010" })
      const uploaded = yield* upload(fake, { name: "4.jpg", type: "image/jpeg" }, "Mug")
      assert.deepInclude(uploaded, {
        name: "Mug",
        size: 1000,
        mime_type: "image/jpeg",
        type: "image",
        is_duplicate: false
      })
      const id = String(uploaded["id"])
      const file = yield* data(fake, { path: `/files/${id}` })
      assert.deepInclude(file, {
        name: "Mug",
        original_name: "4.jpg",
        file_size: 1000,
        url: uploaded["url"],
        hash: createHash("sha256").update(bytes).digest("hex")
      })

      const url = new URL(String(file["url"]))
      assert.strictEqual(url.origin, "http://127.0.0.1:4010")
      const served = { path: url.pathname, token: null, headers: { accept: "*/*" } }
      const answer = yield* request(fake, served)
      assert.deepStrictEqual(answer.body, bytes)
      assert.strictEqual(answer.headers["content-type"], "image/jpeg")

      const remove = call(fake, { method: "DELETE", path: `/files/${id}` })
      assert.strictEqual((yield* remove).envelope["message"], "File deleted successfully")
      assert.strictEqual((yield* remove).status, 404)
      assert.strictEqual((yield* request(fake, served)).status, 404)
    })
  )

  it.effect("with known content are marked as duplicates, and are files of their own", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const first = yield* upload(fake, { name: "a.png", type: "image/png" })
      const second = yield* upload(fake, { name: "b.png", type: "image/png" })
      assert.isTrue(second["is_duplicate"])
      assert.notStrictEqual(second["id"], first["id"])
    })
  )

  it.effect("are listed by name, type and page", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      yield* upload(fake, { name: "logo.svg", type: "image/svg+xml" })
      yield* upload(fake, { name: "terms.pdf", type: "application/pdf" }, "Legal")
      yield* upload(fake, { name: "all.zip", type: "application/zip" })
      yield* upload(fake, { name: "data.bin", type: "" })
      const names = (query: string) =>
        Effect.map(data(fake, { path: `/files${query}` }), ({ count, items }) => [
          count,
          ...asList(items).map(({ name }) => name)
        ])
      assert.deepStrictEqual(yield* names(""), [4, "logo.svg", "Legal", "all.zip", "data.bin"])
      assert.deepStrictEqual(yield* names("?limit=2&offset=1"), [4, "Legal", "all.zip"])
      assert.deepStrictEqual(yield* names("?search=TERMS"), [1, "Legal"])
      assert.deepStrictEqual(yield* names("?type=archive"), [1, "all.zip"])
      assert.deepStrictEqual(yield* names("?type=general&search=."), [1, "data.bin"])
      assert.deepStrictEqual(
        yield* problems(fake, { path: "/files?limit=0&offset=x&type=photo" }),
        ["limit", "offset", "type"]
      )
    })
  )

  it.effect("are refused without a file, without multipart, and with too long a name", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const sent = { method: "POST", path: "/files/upload" }
      const post = (form: FormData) =>
        Effect.flatMap(multipart(form), (body) => problems(fake, { ...sent, ...body }))
      const text = new FormData()
      text.set("file", "only text")
      assert.deepStrictEqual(yield* post(text), ["file"])
      const named = new FormData()
      named.set("file", new Blob([bytes]), "a")
      named.set("name", "x".repeat(256))
      assert.deepStrictEqual(yield* post(named), ["name"])
      const broken = {
        body: bytes,
        headers: { "content-type": "multipart/form-data; boundary=x" }
      }
      assert.strictEqual((yield* call(fake, { ...sent, ...broken })).status, 400)
      assert.strictEqual((yield* call(fake, { ...sent, json: {} })).status, 400)
      assert.lengthOf(yield* fake.files.all, 0)
    })
  )

  it.effect("that hold a page can't act for the address that serves them", () =>
    Effect.gen(function* () {
      const fake = yield* Fake.make()
      const { url } = yield* upload(fake, { name: "a.html", type: "text/html" })
      const { headers } = yield* request(fake, { path: new URL(String(url)).pathname })
      assert.strictEqual(headers["content-security-policy"], "sandbox")
    })
  )
})
