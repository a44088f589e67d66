import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Stream } from "effect"
import { Files } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { failure, placeholder, serverWith, success } from "../support/resources.js"
import { deleteFile, getFile, getFileDataExample } from "./samples.js"

const [fetchClient] = clients
const id = "file_0198042e-6dde-7b9c-bc91-452a7e0c833b"

const pages = [[{ id: "a" }, { id: "b" }], [{ id: "c" }], []].map((items) => success({ items }))

describe.each(clients)("Files over $name", (client) => {
  it.scopedLive("gets a file that stands in data or beside it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(getFile, getFileDataExample)
      const [beside, inside] = yield* Effect.flatMap(Files, (_) =>
        Effect.all([_.get(id), _.get(id)])
      ).pipe(over(client, server))
      assert.strictEqual(beside.id, id)
      assert.deepStrictEqual(beside.size, Option.some(1060793))
      assert.deepStrictEqual(beside.originalName, Option.some("4.jpg"))
      assert.deepStrictEqual(
        Option.map(beside.createdAt, DateTime.formatIso),
        Option.some("2025-07-13T16:26:48.415Z")
      )
      assert.isTrue(Option.isNone(beside.updatedAt))
      assert.isTrue(Option.isNone(beside.isDuplicate))
      assert.deepStrictEqual(inside.url, Option.some(getFileDataExample.data.url))
      assert.isTrue(Option.isNone(inside.size))
      assert.strictEqual(server.requests[0]?.url, `/files/${id}`)
    })
  )

  it.scopedLive("deletes a file, whatever the answer's body is", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(deleteFile)
      const result = yield* Effect.flatMap(Files, (_) => _.delete(id)).pipe(over(client, server))
      assert.isUndefined(result)
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        [`DELETE /files/${id}`]
      )
    })
  )

  it.scopedLive("takes it for deleted when only the repeated request does not find it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), failure(404))
      yield* Effect.flatMap(Files, (_) => _.delete(id)).pipe(over(client, server))
      assert.lengthOf(server.requests, 2)

      const empty = yield* serverWith(failure(404))
      const error = yield* Effect.flatMap(Files, (_) => _.delete(id)).pipe(
        over(client, empty),
        Effect.flip
      )
      assertTag(error, "NotFoundError")
    })
  )

  it.scopedLive("lists files by a filter", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(
        success({ items: [{ id, file_size: 1 }], count: 7 }),
        success([{ id, size: 2 }])
      )
      const [counted, bare] = yield* Effect.flatMap(Files, (_) =>
        Effect.all([_.list({ search: "a b&c", type: "image", limit: 5, offset: 0 }), _.list()])
      ).pipe(over(client, server))
      assert.deepStrictEqual(counted.count, Option.some(7))
      assert.deepStrictEqual(
        [...counted.items, ...bare.items].map(({ size }) => size),
        [Option.some(1), Option.some(2)]
      )
      assert.isTrue(Option.isNone(bare.count))
      assert.deepStrictEqual(
        server.requests.map(({ url }) => url),
        ["/files?search=a+b%26c&type=image&limit=5&offset=0", "/files"]
      )
    })
  )
})

describe("Files", () => {
  it.scopedLive("doesn't take the documentation's placeholder for an empty page", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)
      const error = yield* Effect.flatMap(Files, (_) => _.list()).pipe(
        over(fetchClient, server),
        Effect.flip
      )
      assertTag(error, "DecodeError")
      assert.include(error.message, "with the keys: id")
    })
  )

  it.scopedLive("takes the placeholder alone for a file of which only the id is known", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)
      const file = yield* Effect.flatMap(Files, (_) => _.get(id)).pipe(over(fetchClient, server))
      assert.strictEqual(file.id, "123")
      assert.isTrue(Option.isNone(file.url))
    })
  )

  it.scopedLive("reads the size from whichever field has one", () =>
    Effect.gen(function* () {
      const sizes = [
        { size: 3 },
        { file_size: 4 },
        { size: null, file_size: 5 },
        { size: "6 KB", file_size: 6 },
        { size: 7, file_size: 8 },
        { size: -1 },
        {}
      ]
      const server = yield* serverWith(success(sizes.map((size) => ({ id, ...size }))))
      const { items } = yield* Effect.flatMap(Files, (_) => _.list()).pipe(
        over(fetchClient, server)
      )
      assert.deepStrictEqual(
        items.map(({ size }) => Option.getOrNull(size)),
        [3, 4, 5, 6, 7, null, null]
      )
    })
  )

  it.scopedLive("reads a file that an answer has beside data of another form", () =>
    Effect.gen(function* () {
      const file = { id, url: "https://assets.bitgpt.xyz/a.jpg", type: "hologram" }
      for (const data of [null, [], { id }]) {
        const server = yield* serverWith({ ...success(data), ...file })
        const got = yield* Effect.flatMap(Files, (_) => _.get(id)).pipe(over(fetchClient, server))
        assert.deepStrictEqual(got.type, Option.some("hologram"))
      }
    })
  )

  it.scopedLive("streams all files, each page when it is wanted", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(...pages)
      const idsOf = (take: number) =>
        Stream.unwrap(
          Effect.map(Files, (_) => _.stream({ type: "image", limit: 2, offset: 4 }))
        ).pipe(
          Stream.map((file) => file.id),
          Stream.take(take),
          Stream.runCollect,
          Effect.map((ids) => [...ids].join("")),
          over(fetchClient, server)
        )
      assert.strictEqual(yield* idsOf(2), "ab")
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("streams to the first empty page", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(...pages)
      const ids = yield* Stream.unwrap(
        Effect.map(Files, (_) => _.stream({ type: "image", limit: 2, offset: 4 }))
      ).pipe(
        Stream.runFold("", (text, file) => text + file.id),
        over(fetchClient, server)
      )
      assert.strictEqual(ids, "abc")
      assert.deepStrictEqual(
        server.requests.map(({ url }) => url),
        [4, 6, 7].map((offset) => `/files?type=image&limit=2&offset=${offset}`)
      )
    })
  )

  it.scopedLive("fails where a server gives the same page again", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(success([{ id: "a" }, { id: "b" }]))
      const seen: Array<string> = []
      const error = yield* Stream.unwrap(Effect.map(Files, (_) => _.stream())).pipe(
        Stream.runForEach((file) => Effect.sync(() => seen.push(file.id))),
        over(fetchClient, server),
        Effect.flip
      )
      assertTag(error, "DecodeError")
      assert.strictEqual(error.operation, "Files.list")
      assert.include(error.message, "The page at offset 2 repeats the page before it")
      assert.deepStrictEqual(seen, ["a", "b"])
      assert.lengthOf(server.requests, 2)
    })
  )

  it.scopedLive("refuses input that can't be right, and sends nothing", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(getFile)
      const problems = yield* Effect.gen(function* () {
        const files = yield* Files
        return yield* Effect.all(
          [
            ...["", "upload", "a/b", ".."].flatMap((wrong) => [
              files.get(wrong),
              files.delete(wrong)
            ]),
            files.list({ limit: 0 }),
            files.list({ offset: -1 }),
            files.list({ limit: 1.5 }),
            files.list({ type: "" }),
            files.upload({ file: new Blob(["a"]), name: "a".repeat(256) }),
            files.upload({ file: new Blob(["a"]), fileName: "" }),
            // @ts-expect-error -- what a program without types may do
            files.upload({ file: "a" }),
            // @ts-expect-error -- the same
            files.upload({ file: new Blob(["a"]), filename: "a" })
          ].map((call) =>
            Effect.flip<unknown, { readonly _tag: string; readonly fields?: object }, never>(call)
          )
        )
      }).pipe(over(fetchClient, server))
      assert.deepStrictEqual(
        problems.map(({ _tag, fields }) => [_tag, ...Object.keys(fields ?? {})].join(" ")),
        [
          ...Array.from({ length: 8 }, () => "id"),
          ...["limit", "offset", "limit", "type", "name", "fileName", "file", "filename"]
        ].map((field) => `ValidationError ${field}`)
      )
      assert.lengthOf(server.requests, 0)
    })
  )
})
