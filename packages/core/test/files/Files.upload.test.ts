import { FetchHttpClient } from "@effect/platform"
import { Undici } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { createHash } from "node:crypto"
import { openAsBlob } from "node:fs"
import * as fs from "node:fs/promises"
import * as http from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { BitGpt, Files } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over, type SocketClient } from "../support/loopback.js"
import { assertSentOnce, serverWith } from "../support/resources.js"
import { httpServer, json, listen, type SeenRequest } from "../support/server.js"
import { uploadFile } from "./samples.js"

const [fetchClient] = clients

/** Another fetch than the runtime's, with a FormData of its own. */
const foreignFetch = {
  name: "a foreign fetch",
  layer: <R>(options: BitGpt.ClientOptions<R>) =>
    BitGpt.layer(options).pipe(
      Layer.provide(
        Layer.succeed(
          FetchHttpClient.Fetch,
          // @ts-expect-error -- undici's own types of what is the same at runtime
          Undici.fetch
        )
      )
    )
} as const

const allClients: ReadonlyArray<SocketClient> = [...clients, foreignFetch]

/** The form in a request, as the runtime reads it. */
const formOf = ({ body, headers }: SeenRequest) =>
  Effect.promise(() =>
    new Response(body, { headers: { "content-type": headers["content-type"] ?? "" } }).formData()
  )

/** A field that has to be a file: its name, its type and its content. */
const fileIn = (form: FormData) => {
  const file = form.get("file")
  if (!(file instanceof File)) return assert.fail("no file")
  return Effect.map(
    Effect.promise(() => file.text()),
    (content) => ({ name: file.name, type: file.type, content })
  )
}

describe.each(allClients)("Files.upload over $name", (client) => {
  it.scopedLive("sends a form and reads the file that the documentation prints", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(uploadFile)
      const file = yield* Effect.flatMap(Files, (_) =>
        _.upload({
          file: new Blob(["\r\n--ü\0\n"], { type: "image/jpeg" }),
          fileName: 'ein "Bild"\r\n.jpg',
          name: "Front\nside"
        })
      ).pipe(over(client, server))
      assert.strictEqual(file.id, uploadFile.id)
      assert.deepStrictEqual(file.name, Option.some("uploaded-file.jpg"))
      assert.deepStrictEqual(file.size, Option.some(1060793))
      assert.deepStrictEqual(file.isDuplicate, Option.some(true))

      const [request, ...more] = server.requests
      if (request === undefined) return assert.fail("no request")
      assert.lengthOf(more, 0)
      assert.strictEqual(`${request.method} ${request.url}`, "POST /files/upload")
      assert.strictEqual(request.headers.authorization, "Bearer token-of-the-tests")
      // The platform's fetch client sends streams alone, whose length no fetch takes.
      if (client.name !== "the platform's fetch") {
        assert.strictEqual(
          request.headers["content-length"],
          String(Buffer.byteLength(request.body))
        )
      }
      const form = yield* formOf(request)
      assert.deepStrictEqual([...form.keys()], ["file", "name"])
      assert.deepStrictEqual(yield* fileIn(form), {
        name: 'ein "Bild"\r\n.jpg',
        type: "image/jpeg",
        content: "\r\n--ü\0\n"
      })
      assert.strictEqual(form.get("name"), "Front\r\nside")
      return undefined
    })
  )

  it.scopedLive("keeps the name of a file, and sends a blob without one", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(uploadFile)
      yield* Effect.flatMap(Files, (_) =>
        Effect.all([
          _.upload({ file: new File(["a"], "ä.txt", { type: "text/plain" }) }),
          _.upload({ file: new File(["b"], "b.txt"), fileName: "c.txt" }),
          _.upload({ file: new Blob([]) })
        ])
      ).pipe(over(client, server))
      const files = yield* Effect.forEach(server.requests, (request) =>
        Effect.flatMap(formOf(request), fileIn)
      )
      assert.deepStrictEqual(files, [
        { name: "ä.txt", type: "text/plain", content: "a" },
        { name: "c.txt", type: "application/octet-stream", content: "b" },
        { name: "blob", type: "application/octet-stream", content: "" }
      ])
    })
  )

  it.scopedLive("is not sent again once it may have arrived", () =>
    assertSentOnce(
      client,
      Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) }))
    )
  )

  it.scopedLive("sends the token nowhere else", () =>
    Effect.gen(function* () {
      const elsewhere = yield* serverWith(uploadFile)
      const server = yield* serverWith({ ...uploadFile, url: `${elsewhere.baseUrl}/file.jpg` })
      const file = yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(client, server)
      )
      assert.deepStrictEqual(file.url, Option.some(`${elsewhere.baseUrl}/file.jpg`))
      const redirecting = yield* httpServer((_, response) => {
        response.writeHead(307, { location: `${elsewhere.baseUrl}/files/upload` }).end()
      })
      yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(client, redirecting),
        Effect.flip
      )
      assert.lengthOf(elsewhere.requests, 0)
      assert.lengthOf(redirecting.requests, 1)
    })
  )
})

const megabyte = 1024 * 1024
const sizeOfFile = 30 * megabyte
const nearTheEnd = 2 * megabyte

/** A file on the disk that is as large as photographs and short films are. */
const largeFile = Effect.acquireRelease(
  Effect.promise(async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), "effect-bitgpt-"))
    const path = join(folder, "film.mp4")
    const content = Buffer.alloc(sizeOfFile, "0123456789abcdef-")
    await fs.writeFile(path, content)
    return { folder, path, hash: createHash("sha256").update(content).digest("hex") }
  }),
  ({ folder }) => Effect.promise(() => fs.rm(folder, { recursive: true }))
)

setFlagsFromString("--expose-gc")
// Not every runtime has one.
const gc: unknown = runInNewContext("globalThis.gc")

const collectGarbage = (): void => {
  if (typeof gc === "function") Reflect.apply(gc, undefined, [])
}

const usedMemory = (): number => {
  collectGarbage()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}

describe.each(allClients)("Files.upload of a large file over $name", (client) => {
  it.scopedLive.runIf(typeof gc === "function")(
    "sends every byte, and holds neither what is to be sent nor what was sent",
    () =>
      Effect.gen(function* () {
        const { hash, path } = yield* largeFile
        const received = createHash("sha256")
        const heldBytes: Array<number> = []
        const server = http.createServer((request, response) => {
          const atStart = usedMemory()
          let head = Buffer.alloc(0)
          let left = sizeOfFile
          const measure = () => {
            request.pause()
            // Time enough for a client that reads ahead to read all of it.
            setTimeout(collectGarbage, 300)
            // What was collected is freed a little later.
            setTimeout(() => {
              heldBytes.push(usedMemory() - atStart)
              request.resume()
            }, 400)
          }
          request.on("data", (chunk: Buffer) => {
            let content = chunk
            if (left === sizeOfFile) {
              head = Buffer.concat([head, chunk])
              const end = head.indexOf("\r\n\r\n")
              if (end === -1) return
              content = head.subarray(end + 4)
            }
            content = content.subarray(0, left)
            received.update(content)
            const before = left
            left -= content.length
            if (before === sizeOfFile && left < before) measure()
            if (before > nearTheEnd && left <= nearTheEnd) measure()
          })
          request.on("end", () => {
            json(response, 200, uploadFile)
          })
        })
        const baseUrl = yield* Effect.acquireRelease(listen(server), () =>
          Effect.sync(() => {
            server.closeAllConnections()
            server.close()
          })
        )
        const blob = yield* Effect.promise(() => openAsBlob(path, { type: "video/mp4" }))
        yield* Effect.flatMap(Files, (_) => _.upload({ file: blob })).pipe(
          over(client, { baseUrl })
        )
        assert.strictEqual(received.digest("hex"), hash)
        assert.lengthOf(heldBytes, 2)
        for (const bytes of heldBytes) assert.isBelow(bytes, sizeOfFile / 3)
      })
  )
})

describe("Files.upload", () => {
  it.scopedLive("tries again while it can't have arrived", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Effect.scoped(serverWith(uploadFile))
      const error = yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(fetchClient, { baseUrl }),
        Effect.flip
      )
      assertTag(error, "TransportError")
      assert.isAbove(error.attempts, 1)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )
})
